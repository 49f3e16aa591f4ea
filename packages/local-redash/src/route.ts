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

const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replace('.{', '\\.{').replace(/\{\w+\}/g, '([^/]+?)')}$`)

/** The values of the path's parameters, by name, if the route fits the path. */
export function fits(route: Route, path: string): ReadonlyMap<string, string> | undefined {
  const found = patternOf(route.path).exec(path)
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  return found ? new Map(names.map((name, at) => [name, found[at + 1] ?? ''])) : undefined
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
