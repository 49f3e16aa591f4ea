import type { Caller } from './caller.ts'
import type { RedashFaults } from './faults.ts'
import { refused } from './refused.ts'
import type { RedashState } from './state.ts'
import type { Differences, Version } from './versions.ts'

/** What a handler gets to see of one request. */
export interface Call {
  readonly state: RedashState
  readonly now: number
  readonly caller: Caller
  /** The values of the path's parameters, in order. */
  readonly parameters: readonly string[]
  readonly query: URLSearchParams
  readonly body: string
  readonly version: Version
  readonly differs: Differences
  readonly faults: RedashFaults
  /** What links begin with. */
  readonly origin: string
}

/** An answer: JSON, or a text of another type. */
export type Answer =
  | { readonly json: unknown; readonly headers?: Readonly<Record<string, string>> }
  | {
      readonly text: string
      readonly type: string
      readonly status?: number
      readonly headers?: Readonly<Record<string, string>>
    }
  | { readonly moved: string }

/** One endpoint of the API. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** Below `/api/`: `queries/{query_id}`; a part may end in `.{filetype}`. */
  readonly path: string
  readonly writes?: boolean
  /** Where no key is sent, the last part of the path is one. */
  readonly keyInPath?: boolean
  answer(call: Call): Answer
}

/** A part of a path by name, if it fits: nothing else fits a fixed part, and everything but nothing a named one. */
const fitting = (part: string, segment: string): readonly (readonly [string, string])[] | undefined => {
  const [stem = '', ext] = part.split('.')
  const [first = '', second, ...more] = segment.split('.')
  if (ext !== undefined) {
    if (second === undefined || more.length > 0) return undefined
    const [one, other] = [fitting(stem, first), fitting(ext, second)]
    return one && other && [...one, ...other]
  }
  if (part.startsWith('{')) return segment === '' ? undefined : [[part.slice(1, -1), segment]]
  return part === segment ? [] : undefined
}

/** The values of the path's parameters, by name, if the route fits the path. */
export function fits(route: Route, path: string): ReadonlyMap<string, string> | undefined {
  const [parts, segments] = [route.path.split('/'), path.split('/')]
  if (parts.length !== segments.length) return undefined
  const values = parts.map((part, at) => fitting(part, segments[at] ?? ''))
  return values.includes(undefined) ? undefined : new Map(values.flatMap((one) => one ?? []))
}

/** The JSON object that was sent; no JSON is a 400, and JSON of another shape a 500. */
export function sentObject({ body }: Call): Readonly<Record<string, unknown>> {
  let sent: unknown
  try {
    sent = JSON.parse(body)
  } catch {
    throw refused(400)
  }
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) throw refused(500)
  return sent as Readonly<Record<string, unknown>>
}
