import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { SystemError } from '../../src/errors.ts'
import type { Operation } from '../../src/systems/operation.ts'
import { rudder } from '../../src/systems/rudder/index.ts'
import { scrub } from '../../src/systems/scrub.ts'
import type { RawAnswer } from '../../src/systems/system.ts'
import { operationsOf } from './connected.ts'

// What Rudder's own developers record in their CI: it lies beside the repository and is no part of it.
const folder = join(import.meta.dirname, '../../../shared/contracts/rudder-fixtures')
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : []
if (files.length === 0) console.warn(`${folder} is not there: Rudder's recorded replies are not tested`)

interface Recorded {
  readonly id: string
  readonly description: string
  readonly request: { readonly method: string; readonly url: string }
  readonly response: { readonly status: number; readonly type: string; readonly json?: unknown; readonly text?: string }
}

/** Names that stand in Rudder's addresses where an id may stand, of other operations than ours. */
const words = new Set(['tree', 'pending', 'status', 'categories', 'applyPolicy'])

/** The operation of ours that a recorded request is; `/secure/api` and `/api` are the same handlers. */
const operationOf = ({ request: { method, url } }: Recorded): readonly [string, Operation] | undefined => {
  const path = (url.split('?')[0] ?? '').replace(/^(\/secure)?\/api(\/(\d+|latest))?(?=\/)/, '').split('/')
  return Object.entries(operationsOf(rudder)).find(([, { endpoint }]) => {
    const [ours, template = ''] = endpoint.split(' ')
    const parts = template.split('/')
    const fits = (part: string, i: number) => (part.startsWith('{') ? !words.has(path[i] ?? '') : part === path[i])
    return ours === method && parts.length === path.length && parts.every(fits)
  })
}

const rawOf = ({ status, type, json, text }: Recorded['response']): RawAnswer => ({
  status,
  headers: {},
  type: type === 'json' ? 'application/json' : 'text/plain',
  text: json === undefined ? (text ?? '') : JSON.stringify(json),
})

/** What the connection would give for this reply: the parsed output, or the parsed elements. */
const answerOf = (operation: Operation, { response }: Recorded): unknown => {
  const data = rudder.protocol.data('rudder/test', operation, rawOf(response))
  const { each, output } = operation.shape
  if (!each) return output?.parse(scrub(data))
  const list = (data as Record<string, unknown>)[each.key]
  if (!Array.isArray(list)) throw new Error(`there is no list under ${each.key}`)
  return list.map((element) => each.item.parse(scrub(element)))
}

/** What must come through equal, by the container that it comes in. */
const matters: Readonly<Record<string, readonly string[]>> = {
  rule: ['id', 'displayName', 'enabled', 'targets', 'directives', 'tags', 'status', 'policyMode', 'categoryId'],
  group: ['id', 'displayName', 'nodeIds', 'enabled', 'dynamic', 'target'],
  node: ['id', 'hostname', 'status', 'policyMode', 'lastInventoryDate'],
  compliance: ['id', 'name', 'compliance', 'complianceDetails', 'policyMode', 'mode', 'skippedDetails'],
}
const below = ['rules', 'nodes', 'directives']
/** How many levels of compliance are read: of a node its rules and their directives, of a rule what is next below. */
const levels: Readonly<Record<string, number>> = { nodeCompliance: 2, nodesCompliance: 2 }
const containers = ['rules', 'groups', 'nodes']

const kindOf = (endpoint: string) =>
  /\/compliance\//.test(endpoint) ? 'compliance' : /\/(rule|group|node)s/.exec(endpoint)?.[1]

/** The parts of what was recorded that are not in what was parsed, as paths. */
const lost = (
  kind: string,
  recorded: Record<string, unknown>,
  ours: Record<string, unknown>,
  at: string,
  deep = levels[at] ?? 1,
): string[] => [
  ...(matters[kind] ?? [])
    .filter((key) => recorded[key] !== undefined)
    .filter((key) => JSON.stringify(recorded[key]) !== JSON.stringify(ours[key]))
    .map((key) => `${at}.${key}`),
  ...(kind === 'compliance' && deep > 0 ? below : []).flatMap((key) => {
    const [theirs, mine] = [recorded[key], ours[key]] as (Record<string, unknown>[] | undefined)[]
    return (theirs ?? []).flatMap((one, i) => lost(kind, one, mine?.[i] ?? {}, `${at}.${key}[${i}]`, deep - 1))
  }),
]

const lossesOf = (name: string, operation: Operation, recorded: Recorded): string[] => {
  const ours = answerOf(operation, recorded)
  // `GET /status` is plain text.
  const { data = {} } = (recorded.response.json ?? {}) as { data?: Record<string, unknown> }
  const kind = kindOf(operation.endpoint)
  const container = containers.find((key) => Array.isArray(data[key]))
  if (!kind || !container) return ours === undefined ? [`${name}: nothing`] : []
  const theirs = data[container] as Record<string, unknown>[]
  const list = (Array.isArray(ours) ? ours : [ours]) as Record<string, unknown>[]
  if (list.length !== theirs.length) return [`${name}: ${list.length} of ${theirs.length}`]
  return theirs.flatMap((one, i) => lost(kind, one, list[i] ?? {}, name))
}

/** The kind of error that a recorded failure must be; whatever is not here makes the test fail. */
const kinds: readonly (readonly [RegExp, string])[] = [
  [/missing|deleted|unknown|does not exist/i, 'not-found'],
  [/path traversal|bad|invalid/i, 'rejected'],
]

describe.skipIf(files.length === 0).for(files)('%s', (file) => {
  const all = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Recorded[]
  const ours = all.flatMap((recorded) => {
    const found = operationOf(recorded)
    return found
      ? [{ recorded, name: found[0], operation: found[1], at: `${recorded.id} ${recorded.description}` }]
      : []
  })
  const isError = ({ response }: Recorded) => response.status !== 200
  const replies = ours.filter(({ recorded }) => !isError(recorded))
  const errors = ours.filter(({ recorded }) => isError(recorded))
  const thrown = (work: () => unknown): unknown => {
    try {
      work()
    } catch (error) {
      return error
    }
    return undefined
  }

  test('every recorded reply of our operations parses, and nothing that matters is lost', () => {
    const results = replies.map(({ recorded, name, operation, at }) => {
      const error = thrown(() => answerOf(operation, recorded))
      return error ? [`${at}: ${error}`] : lossesOf(name, operation, recorded).map((loss) => `${at}: lost ${loss}`)
    })
    const parsed = results.filter((wrong) => wrong.length === 0).length
    const seen = new Set(replies.map(({ name }) => name))
    console.log(`${file}: parsed ${parsed} of ${replies.length} replies, of ${[...seen].join(', ')}`)
    expect(results.flat()).toEqual([])
    expect(parsed).toBe(replies.length)
    expect(parsed).toBeGreaterThan(5)
  })

  test('every recorded error of our operations is classified', () => {
    const results = errors.map(({ recorded, operation, at }) => {
      const error = thrown(() => answerOf(operation, recorded))
      const wanted = kinds.find(([words]) => words.test(recorded.description))?.[1]
      if (!(error instanceof SystemError)) return `${at}: not classified: ${error}`
      return error.kind === wanted && error.detail ? '' : `${at}: ${error.kind}, wanted ${wanted}`
    })
    const classified = results.filter((wrong) => wrong === '').length
    console.log(`${file}: classified ${classified} of ${errors.length} errors`)
    expect(results.filter(Boolean)).toEqual([])
    expect(errors.length).toBeGreaterThan(0)
  })

  test('every other recorded error of Rudder is one of a kind too, never a crash and never an answer', () => {
    const others = all.filter((one) => isError(one) || (one.response.json as { result?: unknown })?.result === 'error')
    const results = others.map((recorded) => {
      const error = thrown(() => rudder.protocol.data('rudder/test', rudder.operations.rule, rawOf(recorded.response)))
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

describe.skipIf(files.length === 0)('the check is able to fail', () => {
  const rule = { id: 'r', displayName: 'R', enabled: true, tags: [{ a: 'b' }], targets: [], directives: [] }
  const reply = (one: object, status = 200): Recorded => ({
    id: 'made#0',
    description: 'made up',
    request: { method: 'GET', url: '/secure/api/rules/r' },
    response: { status, type: 'json', json: { action: 'ruleDetails', result: 'success', data: { rules: [one] } } },
  })
  const operation = rudder.operations.rule as Operation

  test('where something is lost or of another shape', () => {
    expect(operationOf(reply(rule))?.[0]).toBe('rule')
    expect(lossesOf('rule', operation, reply(rule))).toEqual([])
    expect(lossesOf('rule', operation, reply({ ...rule, tags: [{ a: 'b', token: 'x' }] }))).toEqual(['rule.tags'])
    expect(() => lossesOf('rule', operation, reply({ ...rule, enabled: 'yes' }))).toThrow()
    expect(() => lossesOf('rule', operation, reply(rule, 500))).toThrow(SystemError)
  })

  test('where an address is of another operation', () => {
    const other = (url: string) => operationOf({ ...reply(rule), request: { method: 'GET', url } })?.[0]
    expect(other('/api/latest/rules/tree')).toBeUndefined()
    expect(other('/api/21/rules')).toBe('rules')
    expect(other('/secure/api/compliance/nodes/n1?level=2')).toBe('nodeCompliance')
    expect(other('/api/latest/rulesx')).toBeUndefined()
  })
})
