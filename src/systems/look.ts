import type { Operation, RawInput } from './operation.ts'
import type { Probe } from './probe.ts'

/** One thing that a token can be used for, or not. */
export interface Right {
  /** A scope, of a part of it with the requests, or a request that is in none: `rudder:rules:write`, `POST system/reload`. */
  readonly what: string
  /** Whether the settings say that the token serves it. */
  readonly declared: boolean
  readonly may: 'can' | 'cannot' | 'not tested'
}

/** What is known about an accepted token. */
export interface Probed {
  /** When it expires, in milliseconds since 1970; null for never, undefined if not known. */
  readonly expiresAt: number | null | undefined
  readonly rights: readonly Right[]
  /** Which objects it sees, if the system reports that. */
  readonly sight?: Sight | undefined
  /** What else to know of it: whose it is, what it can do that no right tells. */
  readonly remarks?: readonly Remark[]
}

/** Something to know of a token. */
export interface Remark {
  /** In one sentence. */
  readonly says: string
  /** What to do about it, in one sentence, if it isn't as it should be. */
  readonly todo?: string
}

/** Which objects a token sees; there is something to do if it doesn't see all. */
export type Sight = Remark

/** How a protocol examines one token: every request uses that token. */
export interface Look {
  readonly read: Reader
  /** Whether the token may use the endpoint; undefined if the answer does not say. */
  may(probe: Probe): Promise<boolean | undefined>
  /** When the token says of itself that it expires, in milliseconds since 1970; undefined if it doesn't say. */
  readonly expiresAt: number | undefined
  /** Whether the settings say that the token serves the scope. */
  declares(scope: string): boolean
  /** Whether the token is for some objects only: then a refusal of another proves nothing. */
  readonly bound: boolean
  /** The only values of this path parameter that the settings let the token serve; none if it is not bound by it. */
  only(parameter: string): readonly string[]
}

/** Calls one declared read operation of the same connection; one that is read element by element returns all elements. */
export type Reader = (operation: Operation, input?: RawInput) => Promise<unknown>
