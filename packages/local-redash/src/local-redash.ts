import type { RedashFaults } from './faults.ts'
import type { keys } from './keys.ts'
import type { RedashState } from './state.ts'
import type { Version } from './versions.ts'

/** How to start a local Redash; all of it may be left out. */
export interface LocalRedashOptions {
  /** 26.3.0 when not given. */
  readonly version?: Version
  /** Milliseconds since 1970. */
  readonly now?: () => number
  /** A free one when not given. */
  readonly port?: number
  /** What it starts with, in place of the seed. */
  readonly data?: (now: number, version: Version) => RedashState
  /** The first segment of every path below which its API is, as with REDASH_MULTI_ORG. */
  readonly organization?: string
  /** As with REDASH_ENFORCE_CSRF: a bad key is refused with 400 on POST and DELETE. */
  readonly csrf?: boolean
}

/** One request that arrived; never its key, which is also left out of the path. */
export interface RecordedRequest {
  readonly method: string
  /** With the query. */
  readonly path: string
  /** Who asked: the name of a user, `query 12`, `dashboard 2`; nothing if no key was accepted. */
  readonly caller: string | undefined
  /** Whether a cookie came with it. */
  readonly cookies: boolean
  readonly body: string
  readonly at: number
  /** The status that was decided on, also when the answer got lost; 0 as long as there is none. */
  status: number
  /** A write that its handler accepted. */
  accepted: boolean
  /** Whether the whole answer was handed to the network. */
  answered: boolean
}

/** A running local Redash. */
export interface LocalRedash {
  /** The API is below `/api` of it; on loopback. */
  readonly url: string
  readonly version: Version
  readonly keys: typeof keys
  /** Plain data to read and change; reading it first brings the jobs up to `now()`. */
  readonly state: RedashState
  readonly faults: RedashFaults
  readonly requests: RecordedRequest[]
  /** The writes that were accepted. A run and its cancel store nothing: they are in `state.jobs`. */
  writes(): RecordedRequest[]
  /** The key of a query, including one that was created later; a RangeError if there is none. */
  keyOf(query: number): string
  close(): Promise<void>
}
