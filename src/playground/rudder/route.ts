import type { Account } from './accounts.ts'
import type { RudderState } from './state.ts'

/** What a handler gets to see of one authorised request. */
export interface Call {
  readonly state: RudderState
  readonly now: number
  readonly account: Account
  /** The values of the path's parameters, in order. */
  readonly parameters: readonly string[]
  readonly query: URLSearchParams
  /** The body as text, only when it was sent as JSON: otherwise the server does not look at it. */
  readonly json: string | undefined
  readonly version: number
  readonly server: { readonly rudder: string; readonly versions: readonly number[]; readonly routes: readonly Route[] }
}

/** The `data` of a success, with the `id` that calls about one object carry. */
export interface Answer {
  readonly data: unknown
  readonly id?: string
}

/** One endpoint of the API. */
export interface Route {
  /** The `action` of its envelope. */
  readonly name: string
  readonly about: string
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** Below the version: `rules/{id}`. */
  readonly path: string
  /** The oldest API version that has it. */
  readonly since?: number
  readonly writes?: boolean
  /** Whether the server as it is set up has it; a plugin may be missing. */
  readonly present?: (state: RudderState) => boolean
  answer(call: Call): Answer
}

/** The values of the path's parameters when the segments fit the route; nothing otherwise. */
export function fits(route: Route, segments: readonly string[]): string[] | undefined {
  const parts = route.path.split('/')
  if (parts.length !== segments.length) return undefined
  const values: string[] = []
  for (const [at, part] of parts.entries()) {
    const segment = segments[at] ?? ''
    if (part.startsWith('{') && segment !== '') values.push(segment)
    else if (part !== segment) return undefined
  }
  return values
}
