import { describe, expect, test } from 'vitest'
import { SystemError } from '../../src/errors.ts'
import { sentenceOf } from '../../src/run/explain.ts'
import type { Operation } from '../../src/systems/operation.ts'
import { rudder } from '../../src/systems/rudder/index.ts'
import { notOurs } from './not-ours.ts'
import { answerOf, comparisonOf, operationOf, type Recorded, rawOf } from './recorded.ts'
import { reference, referenceFiles } from './references.ts'

// What Rudder's own developers record in their CI.
const files = ['rudder-fixtures', 'rudder-fixtures-newer'].flatMap((folder) =>
  referenceFiles(folder).map((file) => [folder, file] as const),
)

/** What our schemas drop knowingly: which values, by their path, and why. Everything else must come through equal. */
const dropped: readonly (readonly [path: RegExp, why: string])[] = [
  [/irective\w*(\.\w+)*\.parameters\./, 'may be secret: kept as names and a hash, see parameters.ts'],
  [/^propert(y|ies)\.value/, 'may be secret'],
  [/roups?\w*(\.\w+)*\.properties\.|^(node|pendingNodes)\.properties\./, 'may be secret'],
  [/^node\.environmentVariables\./, 'may be secret'],
  [/roup\w*(\.\w+)*\.groupClass$/, 'what agents call it, made of id and name'],
  [/^node\.(accounts|processes|software\w*|fileSystems|networkInterfaces)(\.|$)/, 'the inventory'],
  [/^nodes?\.managementTechnologyDetails\./, 'keys of the agent'],
  [/^(node|pendingNodes)\.(machine|managementTechnology|timezone|ram)(\.|$)/, 'the machine, and when it was seen'],
  [
    /^(node|pendingNodes)\.(os\.(type|kernelVersion|servicePack)|acceptanceDate|instanceId)$/,
    'said by the name of the system',
  ],
  [/^decideNode\.(machineType|osName|osVersion)$/, 'said when it was pending'],
  [/^info(Section|Endpoint)?\.(documentation|availableVersions\.all\.status|endpoints|deleteParameter)/, 'unused'],
  [
    /roups?(\.categories\.groups)?\.categoryId$|^groupTree\S*\.categoryId$/,
    'the category of a group is read from the tree',
  ],
  [/^ownAccount\.(description|creationDate|hasNoUsage)$/, 'of no use to whoever has the token'],
  [/^ownAccount\.(expirationDate|tokenState)$/, 'read into when the token expires'],
  [/^\w*[cC]hangeRequests?\.(id|created by|changes\..*)$/, 'read into parts of our own, see changes.ts'],
  [/^settings\.settings\./, 'read into the few that the bot relies on'],
  [/^systemInfo\./, 'read into words of our own, and the command line of the server may be secret'],
]

/** The kind of error that a recorded failure must be; whatever is not here makes the test fail. */
const kinds: readonly (readonly [RegExp, string])[] = [
  [/bad version|status is unknown|not a number/i, 'rejected'],
  [/missing|deleted|unknown|non existing/i, 'not-found'],
  [/path traversal|bad|invalid|fail to|system group|without/i, 'rejected'],
]

const thrown = (work: () => unknown): unknown => {
  try {
    work()
  } catch (error) {
    return error
  }
  return undefined
}

/** An address below the API, without its query, names and ids: `nodes/{}/applyPolicy`. */
const area = (url: string): string =>
  url
    .replace(/^(\/secure)?\/api(\/(\d+|latest))?\//, '')
    .split('?', 1)
    .join('')
    .split('/')
    .map((part) => (/[0-9_A-Z]|^(root|ui)$/.test(part) && !/^[a-z]+[A-Z]?[A-Za-z]+$/.test(part) ? '{}' : part))
    .join('/')

const used = new Set<RegExp>()
const isDropped = (path: string) => {
  const found = dropped.filter(([pattern]) => pattern.test(path))
  for (const [pattern] of found) used.add(pattern)
  return found.length > 0
}

describe.skipIf(files.length === 0).for(files)('%s/%s', ([folder, file]) => {
  const all = reference<Recorded[]>(folder, file)
  const ours = all.flatMap((recorded) => {
    const found = operationOf(recorded)
    const at = `${recorded.id} ${recorded.description}`
    return found ? [{ recorded, name: found[0], operation: found[1], at }] : []
  })
  const isError = ({ response }: Recorded) => response.status !== 200
  const replies = ours.filter(({ recorded }) => !isError(recorded))
  const errors = ours.filter(({ recorded }) => isError(recorded))

  test('every recorded reply of our operations parses, and nothing is lost but what is dropped knowingly', () => {
    let values = 0
    const results = replies.map(({ recorded, name, operation, at }) => {
      const error = thrown(() => answerOf(operation, recorded))
      if (error) return [`${at}: ${error}`]
      const { kept, lost } = comparisonOf(name, operation, recorded)
      values += kept
      return lost.filter((path) => !isDropped(path)).map((path) => `${at}: lost ${path}`)
    })
    const parsed = results.filter((wrong) => wrong.length === 0).length
    const seen = new Set(replies.map(({ name }) => name))
    console.log(
      `${file}: parsed ${parsed} of ${replies.length} replies of ${seen.size} operations, ${values} values kept: ${[...seen].join(', ')}`,
    )
    expect(results.flat()).toEqual([])
    expect(parsed).toBeGreaterThan(5)
  })

  test('what is not ours is listed by name', () => {
    const named = all.filter((one) => !operationOf(one)).map(({ request: { method, url } }) => `${method} ${area(url)}`)
    const areas = [...new Set(named)].sort()
    expect(areas.filter((one) => !notOurs.has(one))).toEqual([])
  })

  test('every recorded error of our operations is classified, and told in a sentence', () => {
    const results = errors.map(({ recorded, operation, at }) => {
      const error = thrown(() => answerOf(operation, recorded))
      const wanted = kinds.find(([words]) => words.test(recorded.description))?.[1]
      if (!(error instanceof SystemError)) return `${at}: not classified: ${error}`
      if (error.kind !== wanted || !error.detail) return `${at}: ${error.kind}, wanted ${wanted}`
      const sentence = sentenceOf(error, rudder)
      const fine =
        sentence.startsWith('Rudder (test) ') && sentence.includes(error.detail) && !sentence.includes('/tmp')
      return fine ? '' : `${at}: ${sentence}`
    })
    const classified = results.filter((wrong) => wrong === '').length
    console.log(`${file}: classified and worded ${classified} of ${errors.length} errors`)
    expect(results.filter(Boolean)).toEqual([])
    expect(errors.length).toBeGreaterThan(5)
  })

  test('every other recorded error of Rudder is one of a kind too, never a crash and never an answer', () => {
    const others = all.filter((one) => isError(one) || (one.response.json as { result?: unknown })?.result === 'error')
    const results = others.map((recorded) => {
      const error = thrown(() => rudder.protocol.data('rudder/test', rudder.operations.rule, rawOf(recorded)))
      return error instanceof SystemError ? error.kind : `${recorded.id} ${recorded.description}: ${error}`
    })
    const count = (kind: string) => results.filter((one) => one === kind).length
    const known = ['not-found', 'rejected', 'forbidden', 'unexpected-answer', 'auth', 'unavailable', 'version']
    const tally = known.filter(count).map((kind) => `${count(kind)} ${kind}`)
    console.log(
      `${file}: classified ${results.filter((one) => known.includes(one)).length} of ${others.length} errors of all its operations: ${tally.join(', ')}`,
    )
    expect(results.filter((one) => !known.includes(one))).toEqual([])
    expect(others.length).toBeGreaterThan(3)
  })
})

test.skipIf(files.length === 0)('every address that is said not to be ours was recorded', () => {
  const recorded = files.flatMap(([folder, file]) => reference<Recorded[]>(folder, file))
  const others = recorded.filter((one) => !operationOf(one))
  const named = new Set(others.map(({ request: { method, url } }) => `${method} ${area(url)}`))
  expect([...notOurs].filter((one) => !named.has(one))).toEqual([])
})

describe.skipIf(files.length === 0)('the check is able to fail', () => {
  const rule = { id: 'r', displayName: 'R', enabled: true, tags: [{ a: 'b' }], targets: [], directives: [] }
  const reply = (one: object, status = 200): Recorded => ({
    id: 'made#0',
    description: 'made up',
    request: { method: 'GET', url: '/secure/api/rules/r' },
    response: { status, type: 'json', json: { action: 'ruleDetails', result: 'success', data: { rules: [one] } } },
  })
  const operation = rudder.operations.rule as Operation
  const lost = (one: object, status = 200) => comparisonOf('rule', operation, reply(one, status)).lost

  test('where something is lost or of another shape', () => {
    expect(operationOf(reply(rule))?.[0]).toBe('rule')
    expect(lost(rule)).toEqual([])
    expect(lost({ ...rule, tags: [{ a: 'b', token: 'x' }] })).toEqual(['rule.tags.token'])
    expect(lost({ ...rule, colour: { deep: ['red'] } })).toEqual(['rule.colour.deep'])
    expect(() => lost({ ...rule, enabled: 'yes' })).toThrow()
    expect(() => lost(rule, 500)).toThrow(SystemError)
    expect(isDropped('rule.tags.token')).toBe(false)
  })

  test('where an address is of another operation', () => {
    const other = (url: string) => operationOf({ ...reply(rule), request: { method: 'GET', url } })?.[0]
    expect(other('/api/latest/rules/tree')).toBe('ruleTree')
    expect(other('/api/21/rules')).toBe('rules')
    expect(other('/secure/api/compliance/nodes/n1?level=2')).toBe('nodeCompliance')
    expect(other('/api/latest/nodes/status?ids=n1')).toBeUndefined()
    expect(other('/api/latest/rulesx')).toBeUndefined()
  })

  test('where something is said to be dropped and is not', () => {
    expect(dropped.filter(([pattern]) => !used.has(pattern)).map(([, why]) => why)).toEqual([])
  })
})
