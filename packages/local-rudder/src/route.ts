import type { Account } from './accounts.ts'
import type { RudderState } from './state.ts'

/** What a handler gets to see of one authorised request. */
export interface Call {
  readonly state: RudderState
  readonly now: number
  readonly account: Account
  /** The values of the path's parameters, in order. */
  readonly parameters: readonly string[]
  /** Of the address and of a form that was sent. */
  readonly query: URLSearchParams
  /** The body as text, only when it was sent as JSON: otherwise the server does not look at it. */
  readonly json: string | undefined
  /** The body as text in any case: techniques are read from it whatever it is said to be. */
  readonly body: string
  readonly version: number
  readonly server: { readonly rudder: string; readonly versions: readonly number[]; readonly routes: readonly Route[] }
}

/** The `data` of a success, with the `id` that calls about one object carry; or text without an envelope. */
export type Answer = Enveloped | Listed | Text

export interface Enveloped {
  readonly data: unknown
  readonly id?: string
  /** In place of the name of the endpoint. */
  readonly action?: string
}

/** `{key: [...elements]}` as `data`, of which only what is being sent need be in memory. */
export interface Listed {
  readonly key: string
  readonly elements: Iterable<unknown>
}

/** Plain text; `streamed` says nothing of its length beforehand. */
export interface Text {
  readonly text: string
  readonly streamed?: boolean
}

/** One endpoint of the API. */
export interface Route {
  /** The `action` of its envelope. */
  readonly name: string
  readonly about: string
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE'
  /** Below the version: `rules/{id}`. */
  readonly path: string
  /** The oldest API version that has it. */
  readonly since?: number
  readonly writes?: boolean
  /** Whether the server as it is set up has it; a plugin may be missing. */
  readonly present?: (state: RudderState) => boolean
  /** Whether it is there and off, as what belongs to a plugin that is disabled or has no licence. */
  readonly isOff?: (state: RudderState) => boolean
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
