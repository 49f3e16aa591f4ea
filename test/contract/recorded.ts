import type { Operation } from '../../src/systems/operation.ts'
import { rudder } from '../../src/systems/rudder/index.ts'
import { scrub } from '../../src/systems/scrub.ts'
import { createSplitter } from '../../src/systems/splitter.ts'
import type { RawAnswer } from '../../src/systems/system.ts'
import { operationsOf } from '../systems/contract/connected.ts'

/** One request and reply that Rudder's own developers recorded. */
export interface Recorded {
  readonly id: string
  readonly description: string
  readonly request: { readonly method: string; readonly url: string }
  readonly response: { readonly status: number; readonly type: string; readonly json?: unknown; readonly text?: string }
}

/** Addresses that look like one of ours with a parameter, and are another operation. */
const others = new Set(['GET /nodes/status'])

const literal = (template: string) => template.split('/').filter((part) => !part.startsWith('{')).length

/** The operation that a recorded request is, the one with the fewest parameters, in no scope but its own; `/secure/api` and `/api` are the same handlers. */
export const operationOf = ({ request: { method, url } }: Recorded): readonly [string, Operation] | undefined => {
  const [address = '', query] = url.split('?')
  const path = address.replace(/^(\/secure)?\/api(\/(\d+|latest))?(?=\/)/, '').split('/')
  if (others.has(`${method} ${path.join('/')}`)) return undefined
  return Object.entries(operationsOf(rudder))
    .filter(([, { endpoint, shape }]) => {
      const [ours, template = ''] = endpoint.split(' ')
      const parts = template.split('/')
      const same = parts.length === path.length && parts.every((part, i) => part.startsWith('{') || part === path[i])
      return (
        ours === method &&
        same &&
        !shape.own &&
        (!shape.text || template === '/status' || /format=csv/.test(query ?? ''))
      )
    })
    .sort(([, a], [, b]) => literal(b.endpoint) - literal(a.endpoint))[0]
}

/** Recordings that are no JSON as they were written down: a line break in a text, a bracket too many. */
const mended = ({ type, json, text = '' }: Recorded['response']): string => {
  if (json !== undefined) return JSON.stringify(json)
  if (type !== 'json') return text
  const candidates = [text, text.replaceAll('\n', ' '), text.replace(/\}\s*$/, '')]
  return candidates.find((one) => parsed(one) !== undefined) ?? text
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The reply as it came over the network. */
export const rawOf = ({ response }: Recorded): RawAnswer => ({
  path: '',
  status: response.status,
  headers: {},
  type: response.type === 'json' ? 'application/json' : 'text/plain',
  text: mended(response),
  ended: true,
})

/** What the connection would give for this reply: the parsed output, or the parsed elements. */
export const answerOf = (operation: Operation, recorded: Recorded): unknown => {
  const data = rudder.protocol.data('rudder/test', operation, rawOf(recorded))
  const { each, output } = operation.shape
  if (!each) return output?.parse(scrub(data))
  const read = createSplitter(each.at, Number.POSITIVE_INFINITY)
  const elements = [...read.push(Buffer.from(JSON.stringify({ data })))]
  const { wrong } = read.end()
  if (wrong) throw wrong
  return elements.map((element) => each.item.parse(scrub(element)))
}

type Json = Readonly<Record<string, unknown>>
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

type Leaf = readonly [path: string, kept: boolean]

/** Each value that was recorded, with its path (indices left out), and whether it is, equal, in what was parsed. */
const leaves = (recorded: unknown, parsed: unknown, at: string): Leaf[] => {
  if (Array.isArray(recorded)) {
    const list = Array.isArray(parsed) && parsed.length === recorded.length ? parsed : []
    return recorded.flatMap((one, i) => leaves(one, list[i], at))
  }
  if (isObject(recorded)) {
    const ours = isObject(parsed) ? parsed : {}
    return Object.entries(recorded).flatMap(([key, value]) => leaves(value, ours[key], `${at}.${key}`))
  }
  return [[at, recorded === parsed]]
}

/** What the envelope may hold the answer in. */
const contents = (data: unknown): unknown[] => [
  data,
  ...(isObject(data) ? Object.values(data) : []).flatMap((inner) => [inner, ...(Array.isArray(inner) ? inner : [])]),
]

/** What was recorded beside what our schema made of it: how many values came through, and the paths of those that did not. */
export const comparisonOf = (name: string, operation: Operation, recorded: Recorded) => {
  const ours = answerOf(operation, recorded)
  const { text } = rawOf(recorded)
  if (operation.shape.text) return { kept: 1, lost: ours === text.trim() ? [] : [name] }
  const found = contents((parsed(text) as { readonly data: unknown }).data)
    .filter((content) => Array.isArray(content) === Array.isArray(ours))
    .map((content) => leaves(content, ours, name))
  const kept = (all: readonly Leaf[]) => all.filter(([, kept]) => kept).length
  const [best = []] = found.sort((a, b) => kept(b) - kept(a) || b.length - a.length)
  return { kept: kept(best), lost: [...new Set(best.filter(([, kept]) => !kept).map(([path]) => path))] }
}
