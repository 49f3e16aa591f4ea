import type { RillFaults } from './faults.ts'
import type { tokens } from './seed/people.ts'
import type { RillState } from './state.ts'

/** How to start a local Rill; all of it may be left out. */
export interface LocalRillOptions {
  /** The admin service with a runtime that checks tokens, or `rill start`, which checks none; `cloud` when not given. */
  readonly half?: 'cloud' | 'local'
  /** Milliseconds since 1970. */
  readonly now?: () => number
  /** A free one when not given. */
  readonly port?: number
  /** Whether its newest row is of today; otherwise its rows begin with the year 2026. */
  readonly recent?: boolean
  /** Whose rows there are. */
  readonly domains?: readonly string[]
}

/** One request that arrived; never its token. */
export interface RecordedRequest {
  readonly method: string
  /** With the query. */
  readonly path: string
  /** As which person or service it was asked: an e-mail, the name of a service, `nobody`. */
  readonly caller: string
  readonly body: string
  readonly at: number
  /** The status that was decided on; 0 as long as there is none. */
  status: number
  /** Always false: nothing that the bot asks of Rill changes anything. */
  readonly accepted: false
  /** Whether the whole answer was handed to the network. */
  answered: boolean
  /** Whether the client went away while it was computed, which stops the query. */
  stopped: boolean
}

/** A running local Rill. */
export interface LocalRill {
  /** Where it is, on loopback. */
  readonly origin: string
  /** The address of the project, as a connection has it. */
  readonly url: string
  readonly tokens: typeof tokens
  /** Plain data to read and change. */
  readonly state: RillState
  readonly faults: RillFaults
  readonly requests: RecordedRequest[]
  /** Nothing changes anything here. */
  writes(): readonly RecordedRequest[]
  /** A token of the runtime with these claims, for what no handshake gives. */
  tokenWith(claims: {
    readonly attr?: object
    readonly ins?: Readonly<Record<string, readonly number[]>>
    readonly aud?: readonly string[]
    readonly ttl?: number
  }): string
  close(): Promise<void>
}
