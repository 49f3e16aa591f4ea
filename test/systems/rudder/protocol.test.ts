import { describe, expect, test } from 'vitest'
import { SystemError } from '../../../src/errors.ts'
import { sentenceOf } from '../../../src/run/explain.ts'
import type { Operation } from '../../../src/systems/operation.ts'
import { rudder } from '../../../src/systems/rudder/index.ts'
import type { RawAnswer } from '../../../src/systems/system.ts'

const { rule, deleteRule, directiveComplianceCsv, runAgent, status } = rudder.operations

const answer = (text: string, status = 200, type = 'application/json'): RawAnswer => ({
  path: '/rudder/api/rules?reason=x',
  status,
  headers: {},
  type,
  text,
  ended: true,
})
const refused = (errorDetails: string, status = 500) =>
  answer(JSON.stringify({ action: 'x', result: 'error', errorDetails }), status)
const errorOf = (given: RawAnswer, operation: Operation = rule): SystemError => {
  try {
    rudder.protocol.data('rudder/test', operation, given)
  } catch (error) {
    if (error instanceof SystemError) return error
    throw error
  }
  throw new Error('no error')
}

const notAllowed = "Authorization error: User 'bot' is not allowed to access POST api/latest/rules/{id}"
const page = (title: string) => `<html>\n<head><title>${title}</title></head></html>`
const odd = JSON.stringify({ servlet: 'default', message: 'Unauthorized', url: '/rudder/api/rules', status: '401' })
const versions = "Available versions: '14'15'16'17'18'"

describe('what an answer means', () => {
  test.for<readonly [what: string, given: RawAnswer, kind: string]>([
    ['not authorised, as 8.0 says it', refused(notAllowed), 'forbidden'],
    ['not authorised, as 9.1 says it', refused(notAllowed, 403), 'forbidden'],
    ['not authorised, by whoever stands before it', answer(page('403'), 403, 'text/html'), 'forbidden'],
    ['the token, in HTML', answer(page('Error 401 Unauthorized'), 401, 'text/html'), 'auth'],
    ['the token, in a JSON of its own', answer(odd, 401), 'auth'],
    ['it starts', answer(page('Rudder - Loading'), 503, 'text/html'), 'unavailable'],
    ['an address that it does not have', answer(page('not found'), 404, 'text/html'), 'not-found'],
    ['a rule that is gone, 8.0', refused("Inconsistency: Rule with id 'x' was not found"), 'not-found'],
    ['a rule that is gone, 9.1', refused("Rule with id 'x' was not found"), 'not-found'],
    ['a node', refused("Inconsistency: The node with ID 'x' is not known on Rudder"), 'not-found'],
    ['a directive, with a quote too many', refused("Directive with id 'x' not found'"), 'not-found'],
    ['a change request', refused('change request with id 999 does not exist'), 'not-found'],
    ['no version', refused(`Bad request: Request is missing a version but it is required. ${versions}`), 'version'],
    ['another version', refused(`Bad request: Request is requiring version '16' but not here. ${versions}`), 'version'],
    ['a change request that is not ours', refused("User is not authorized to update a 'x' change"), 'forbidden'],
    ['a wrong type', refused("x; cause was: Unexpected: .enabled(expected 'true' or 'false' got '\"')"), 'rejected'],
    ['nothing that is known', answer('{"some":"thing"}'), 'unexpected-answer'],
    ['no JSON', answer('{"action":"rul'), 'unexpected-answer'],
    ['a page with 200', answer(page('Log in'), 200, 'text/html'), 'unexpected-answer'],
  ])('%s', ([, given, kind]) => {
    const error = errorOf(given)
    expect(error).toMatchObject({ kind, status: given.status })
    const sentence = sentenceOf(error, rudder)
    expect(sentence).toMatch(/^Rudder \(test\) /)
    expect(sentence).not.toMatch(/<html|Inconsistency|undefined/)
  })

  test('an answer without a content type is read all the same', () => {
    const data = { rules: [] }
    const given = answer(JSON.stringify({ action: 'x', result: 'success', data }), 200, '')
    expect(rudder.protocol.data('rudder/test', rule, given)).toEqual(data)
  })

  test('a path of the server is not repeated', () => {
    const said = 'Unauthorized access to file resources (real path: /tmp/evil/1.0/resources)'
    expect(errorOf(refused(said)).detail).toBe('Unauthorized access to file resources')
  })

  test('a change request that may not be decided on says whose token is needed', () => {
    const sentence = sentenceOf(
      errorOf(refused("User is not authorized to update a 'pending validation' change")),
      rudder,
    )
    expect(sentence).toContain('The token of a user who is a validator and deployer there is needed')
  })
})

describe('what a refusal proves of a write', () => {
  test.for<readonly [proves: SystemError['refusal'], what: string, given: RawAnswer]>([
    ['definite', 'not authorised', refused(notAllowed)],
    ['definite', 'not authorised, with 403', refused(notAllowed, 403)],
    ['definite', 'the token, by Jetty and for this address', answer(odd, 401)],
    ['definite', 'a version', refused(`Bad request: Request is missing a version but it is required. ${versions}`)],
    ['if-gone', 'not found, which a handler could say half-way', refused("Rule with id 'x' was not found")],
    [undefined, 'an address that it does not have', answer(page('not found'), 404, 'text/html')],
    [undefined, 'the token, by Jetty and for another address', answer(odd.replace('rules', 'groups'), 401)],
    [undefined, 'the token, in HTML', answer(page('Error 401 Unauthorized'), 401, 'text/html')],
    [undefined, 'the token, in JSON of somebody else', answer('{"status":"401","url":"/rudder/api/rules"}', 401)],
    [undefined, 'Jetty, with a number as the status', answer(odd.replace('"401"', '401'), 401)],
    [undefined, 'Jetty, with another status', answer(odd, 403)],
    [undefined, 'forbidden, by whoever stands before it', answer(page('403'), 403, 'text/html')],
    [undefined, 'forbidden, in JSON of somebody else', answer(`{"errorDetails":${JSON.stringify(notAllowed)}}`, 403)],
    [undefined, 'forbidden, in words that are not known', refused('Tenant does not allow it', 403)],
    [undefined, 'a right that is named in the middle', refused(`Could not save it; cause was: ${notAllowed}`)],
    [undefined, 'refused by a handler', refused('Something else')],
    [undefined, 'it starts', answer(page('Rudder - Loading'), 503, 'text/html')],
    [undefined, 'no JSON', answer('{"action":"rul')],
  ])('%s: %s', ([proves, , given]) => {
    expect(errorOf(given).refusal).toBe(proves)
  })
})

test('“not found” in answer to a deletion proves nothing: what is gone is what was asked for', () => {
  const error = errorOf(refused("Rule with id 'x' was not found"), deleteRule)
  expect(error.kind).toBe('not-found')
  expect(error.refusal).toBeUndefined()
})

test('a reason says what the kind does not', () => {
  const reasonOf = (given: RawAnswer, operation?: Operation) => errorOf(given, operation).reason
  expect(reasonOf(answer(page('not found'), 404, 'text/html'))).toBe('no-such-address')
  expect(reasonOf(refused("Rule with id 'x' was not found"))).toBeUndefined()
  expect(reasonOf(refused('Inconsistency: User is not authorized to do that'))).toBe('needs-user')
  expect(reasonOf(refused(notAllowed))).toBeUndefined()
  expect(reasonOf(refused('Workflow are disabled in Rudder, change request API is not available'))).toBe('switched-off')
  expect(reasonOf(answer('{"action":"rul'))).toBe('not-json')
  expect(reasonOf(answer('{"some":"thing"}'))).toBe('no-result')
  expect(reasonOf(answer('[]'))).toBe('foreign')
  expect(reasonOf(answer(page('Log in'), 200, 'text/html'), directiveComplianceCsv)).toBe('not-text')
})

describe('text', () => {
  const text = (given: RawAnswer, operation: Operation) => rudder.protocol.data('rudder/test', operation, given)

  test.for(['text/plain', '', 'text/csv', 'application/octet-stream'])('of the type “%s” is the answer', (type) => {
    expect(text(answer('OK\n', 200, type), status)).toBe('OK\n')
    expect(status.shape.output.parse('OK\n')).toBe('OK')
  })

  test('a page or JSON is none', () => {
    for (const given of [answer(page('Log in'), 200, 'text/html'), answer(page('Log in'), 200, ''), answer('{"a":1}')])
      expect(errorOf(given, directiveComplianceCsv).kind).toBe('unexpected-answer')
  })

  test('an error in place of text is an error', () => {
    const said = "Wrong type of value for compliance format 'xml', expected : [csv, json]"
    expect(errorOf(refused(said), directiveComplianceCsv)).toMatchObject({ kind: 'rejected', detail: said })
  })

  test.for([
    "Error occurred when contacting internal remote-run API to apply classes on Node 'n': (HTTP code 504)",
    "Error occured when contacting internal remote-run API to apply classes on Node 'n': (HTTP code 504)",
    'Error when trying to contact internal remote-run API: Read timed out',
  ])('a run of an agent that did not come about is refused, though it is 200: %s', (said) => {
    const error = errorOf(answer(`${said}\0\0\0`, 200, 'text/plain'), runAgent)
    expect(error).toMatchObject({ kind: 'rejected', detail: said })
    expect(error.refusal).toBeUndefined()
  })

  describe('a run of an agent', () => {
    const begun = 'Start execution with config [1]\n\nE| compliant SSH\n'
    const end = '\n## Summary ####\n1 components verified in 1 directives\nExecution time: 8.12s\n'
    const isBegun = (printed: string) =>
      rudder.protocol.begun?.(runAgent.shape.output.parse(text(answer(printed, 200, 'text/plain'), runAgent)))

    test.for([`${begun}${end}`, `${begun}\0\0${end}####\n\0\0`, `\u001b[37m${begun}${end}\u001b[0m####\n`])(
      'is complete with its summary at the end',
      (printed) => expect(isBegun(printed)).toBe(false),
    )

    test.for([
      '',
      begun,
      end,
      'Remote run is not supported in HTTPS-only mode\n',
      `${begun}\0\0Error when trying to contact internal remote-run API: Read timed out`,
      `${begun}${end}Error when trying to contact internal remote-run API: Read timed out`,
      `${begun}\n## Summary ####\nThis summary is incomplete as the agent was interrupted during execution\nExecution time: 1.00s\n####\n`,
    ])('has an unknown end without it: %j', (printed) => expect(isBegun(printed)).toBe(true))
  })
})
