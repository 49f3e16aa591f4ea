import { describe, expect, test } from 'vitest'
import { SystemError, type SystemErrorCause, type SystemErrorContext } from '../../src/errors.ts'
import { clauseOf, explain, sentenceOf } from '../../src/run/explain.ts'
import { rudder } from '../../src/systems/rudder/index.ts'
import type { System } from '../../src/systems/system.ts'
import { testWorld } from '../world.ts'

const failed = (cause: SystemErrorCause, more: Partial<SystemErrorContext> = {}) =>
  new SystemError({ connection: 'rudder/prod', endpoint: 'GET /rules/{ruleId}', ...cause, ...more })

const pin = (letter: string) => `sha256//${letter.repeat(43)}=`

describe('what people read of an error', () => {
  test.for<readonly [cause: SystemErrorCause, more: Partial<SystemErrorContext>, sentence: string]>([
    [
      { kind: 'auth' },
      { status: 401 },
      'Rudder (prod) does not accept the token: it is unknown, disabled or expired. Ask whoever runs the bot to renew it.',
    ],
    [
      { kind: 'auth', reason: 'no-token' },
      { detail: 'rudder:rules:read' },
      'Rudder (prod) cannot be asked: no token of rudder/prod serves rudder:rules:read. Ask whoever runs the bot to add one.',
    ],
    [
      { kind: 'auth', reason: 'unreadable-token' },
      { detail: 'reader' },
      'Rudder (prod) cannot be asked: the token reader cannot be read. Ask whoever runs the bot to add one.',
    ],
    [
      { kind: 'auth', reason: 'unusable-token' },
      { detail: 'reader' },
      'Rudder (prod) cannot be asked: the token reader is empty or cannot stand in a header. Ask whoever runs the bot to add one.',
    ],
    [
      { kind: 'forbidden' },
      { detail: 'Authorization error: no' },
      "Rudder (prod) does not let the bot's token do this (GET /rules/{ruleId}). Ask whoever runs the bot; “coxswain tokens” lists what each token needs.",
    ],
    [
      { kind: 'forbidden', reason: 'needs-user' },
      { detail: 'User is not authorized' },
      'Rudder (prod) does not let the bot decide on this change request. It said: “User is not authorized”. The token of a user who is a validator and deployer there is needed; a global one may not, whatever its rights. With the plugin for API authorisations such a user makes one on the own page there; whoever runs the bot adds it for rudder:requests:approve.',
    ],
    [
      { kind: 'not-found' },
      { detail: "Rule with id 'x' was not found" },
      "Rudder (prod) does not have that any more. It said: “Rule with id 'x' was not found”. Look it up again.",
    ],
    [{ kind: 'not-found' }, {}, 'Rudder (prod) does not have that any more. Look it up again.'],
    [
      { kind: 'not-found', reason: 'no-such-address' },
      { status: 404 },
      "Rudder (prod) has no such address (GET /rules/{ruleId}). The connection's url may be wrong, or a plugin or a newer version is needed.",
    ],
    [
      { kind: 'rate-limited' },
      { status: 429 },
      'Rudder (prod) is refusing more requests for now. Try again in a minute.',
    ],
    [
      { kind: 'timeout' },
      {},
      "Rudder (prod) did not answer in time. Try again; if it goes on, look at the server's load.",
    ],
    [
      { kind: 'timeout', reason: 'connect-timeout' },
      {},
      'Rudder (prod) did not accept a connection in time; check the address and port in url:, any firewall, and that it is up.',
    ],
    [
      { kind: 'unreachable' },
      {},
      "Rudder (prod) cannot be reached. Check that it is up and that the bot's network can get there.",
    ],
    [
      { kind: 'unreachable', reason: 'pin-mismatch' },
      { keys: { shown: pin('a'), pinned: pin('b') } },
      `Rudder (prod) has another key than tls.pin names, so it was sent nothing (the server's key is ${pin('a')}, and ${pin('b')} was expected). Ask whoever runs the bot whether the key was changed.`,
    ],
    [
      { kind: 'unreachable', reason: 'proxy-unreachable' },
      { detail: 'ECONNREFUSED' },
      'Rudder (prod) cannot be reached: the proxy cannot be reached (ECONNREFUSED); check proxy: of the connection, or HTTPS_PROXY and NO_PROXY.',
    ],
    [
      { kind: 'unreachable', reason: 'proxy-refused' },
      { detail: '407' },
      'Rudder (prod) cannot be reached: the proxy answered 407; check the user and password in HTTPS_PROXY, and whether the proxy may connect to it.',
    ],
    [
      { kind: 'unavailable' },
      { status: 503 },
      'Rudder (prod) is starting or down for maintenance. Try again in a minute or two.',
    ],
    [{ kind: 'unavailable', reason: 'stopping' }, {}, 'The bot is being stopped. Try again in a minute.'],
    [
      { kind: 'unavailable', reason: 'resting' },
      {},
      'Rudder (prod) did not answer several times in a row, so it is left alone for some seconds. Try again in a minute; if it goes on, check that it is up.',
    ],
    [
      { kind: 'too-large' },
      { detail: 'over 2000000 bytes' },
      'Rudder (prod) answered with more than can be read at once. Ask for less, for one rule or one node.',
    ],
    [
      { kind: 'unexpected-answer', reason: 'cut-off' },
      {},
      'The answer of Rudder (prod) was cut off. Try again; if it goes on, look at the server and at any proxy before it.',
    ],
    [
      { kind: 'unexpected-answer' },
      { status: 500 },
      'Rudder (prod) answered something that is not understood. Is its version supported and is the url right?',
    ],
    [
      { kind: 'unexpected-answer', reason: 'not-as-documented' },
      { detail: 'rules.0.id: expected string' },
      'Rudder (prod) answered something that is not understood (not as documented: rules.0.id: expected string). Is its version supported and is the url right?',
    ],
    [
      { kind: 'unexpected-answer', reason: 'no-list' },
      { detail: 'no list rules in it' },
      'Rudder (prod) answered something that is not understood (no list rules in it). Is its version supported and is the url right?',
    ],
    [
      { kind: 'version', reason: 'no-common-version' },
      { detail: '30, 31' },
      'Rudder (prod) has a version that does not fit: it offers API 30, 31; Coxswain speaks 18 to 23 (Rudder 8.0 to 9.1). Ask whoever runs the bot to update one of the two.',
    ],
    [
      { kind: 'version' },
      { detail: 'Bad request: Request is missing a version' },
      'Rudder (prod) has a version that does not fit: Bad request: Request is missing a version. Ask whoever runs the bot to update one of the two.',
    ],
    [
      { kind: 'too-old' },
      { detail: 'Rudder 8.0 has no score; it came with Rudder 8.1' },
      'Rudder (prod) is too old for this: Rudder 8.0 has no score; it came with Rudder 8.1.',
    ],
    [{ kind: 'rejected' }, { detail: 'No.' }, 'Rudder (prod) refused this. It said: “No.”.'],
    [
      { kind: 'rejected', reason: 'switched-off' },
      { detail: 'Workflow are disabled in Rudder' },
      'Rudder (prod) refused this. It said: “Workflow are disabled in Rudder”.',
    ],
  ])('%j %j', ([cause, more, sentence]) => {
    expect(sentenceOf(failed(cause, more), rudder)).toBe(sentence)
  })

  test.for([
    ['redirect', 'it redirects, and redirects are not followed'],
    ['not-http', 'it does not speak HTTP'],
    ['not-json', 'not JSON'],
    ['not-text', 'not text'],
    ['foreign', 'not an answer of Rudder'],
    ['no-result', 'no result in it'],
  ] as const)('an answer that is not understood: %s', ([reason, clause]) => {
    const error = failed({ kind: 'unexpected-answer', reason })
    expect(clauseOf(error, rudder)).toBe(clause)
    expect(sentenceOf(error, rudder)).toBe(
      `Rudder (prod) answered something that is not understood (${clause}). Is its version supported and is the url right?`,
    )
  })
})

describe('the words of another system', () => {
  const widgets: Pick<System, 'title' | 'protocol'> = {
    title: 'Widgets by Acme',
    protocol: {
      ...rudder.protocol,
      wording: {
        'no-result': (who) => `${who} has lost it.`,
        unavailable: (who) => `${who} sleeps.`,
      },
    },
  }
  const words = (cause: SystemErrorCause) => sentenceOf(failed(cause, { connection: 'widgets/prod' }), widgets)

  test('come first, by reason and by kind, and it is called by its title', () => {
    expect(words({ kind: 'unexpected-answer', reason: 'no-result' })).toBe('Widgets by Acme (prod) has lost it.')
    expect(words({ kind: 'unavailable' })).toBe('Widgets by Acme (prod) sleeps.')
    expect(words({ kind: 'unexpected-answer', reason: 'foreign' })).toContain('(not an answer of Widgets by Acme)')
  })

  test('for a kind do not hide what is said for a reason', () => {
    expect(words({ kind: 'unavailable', reason: 'stopping' })).toBe('The bot is being stopped. Try again in a minute.')
  })

  test('are its own: without them nothing is said of rules, nodes or change requests', () => {
    expect(words({ kind: 'forbidden', reason: 'needs-user' })).toBe(words({ kind: 'forbidden' }))
    expect(words({ kind: 'too-large' })).toBe(
      'Widgets by Acme (prod) answered with more than can be read at once. Ask for less.',
    )
  })
})

test('the log has kind and reason; an error of a connection that is not at hand is told by its id', () => {
  const world = testWorld()
  const error = failed({ kind: 'unavailable', reason: 'resting' })
  const { message } = explain(error, { world, connections: [] }, {})
  expect(message.title).toMatch(/^rudder\/prod did not answer several times in a row/)
  expect(world.lines[0]?.fields).toEqual({
    connection: 'rudder/prod',
    kind: 'unavailable',
    reason: 'resting',
    endpoint: 'GET /rules/{ruleId}',
  })
  expect(error.message).toBe('rudder/prod GET /rules/{ruleId}: unavailable (resting)')
})
