import type { tokens } from './accounts.ts'
import type { RudderFaults } from './faults.ts'
import type { RudderState } from './state.ts'

/** How to start a local Rudder; all of it may be left out. */
export interface LocalRudderOptions {
  /** Its newest API version, 18 (Rudder 8.0) to 23 (Rudder 9.1); 21 (Rudder 8.3) when not given. */
  readonly api?: number
  /** Its release, such as `8.2.4`, where it matters; the newest that has this API when not given. */
  readonly release?: string
  /** How it refuses what a token may not do; old releases say 500. From the version when not given. */
  readonly refusesWith?: 403 | 500
  /** Milliseconds since 1970. */
  readonly now?: () => number
  /** A free one when not given. */
  readonly port?: number
  readonly tls?: { readonly key: string; readonly cert: string }
  /** How many nodes it manages, itself not counted; 400 when not given. */
  readonly nodes?: number
}

/** One request that arrived; never its token. */
export interface RecordedRequest {
  readonly method: string
  /** With the query. */
  readonly path: string
  /** The name of the API account, when the token is known. */
  readonly account: string | undefined
  readonly apiVersion: string | undefined
  readonly body: string
  readonly at: number
  /** When the answer was handed over; `at` as long as it is not. */
  doneAt: number
  /** The status that was decided on, also when the answer got lost; 0 as long as there is none. */
  status: number
  /** A write that its handler accepted: it took effect, opened a change request, or changed nothing. */
  accepted: boolean
  /** Whether the whole answer was handed to the network. */
  answered: boolean
}

/** A running local Rudder. */
export interface LocalRudder {
  /** The API is below `/api` of it; on loopback. */
  readonly url: string
  readonly tokens: typeof tokens
  /** Plain data to read and change; reading it lets late writes take effect first. */
  readonly state: RudderState
  readonly faults: RudderFaults
  readonly requests: RecordedRequest[]
  /** The writes that were accepted, late ones once they have taken effect. */
  writes(): RecordedRequest[]
  /** Lets the late writes that are due by `now()` take effect. */
  settle(): void
  /** Deploys or declines an open change request, as a person would in Rudder's pages; a RangeError if there is none. */
  deploy(changeRequest: number): void
  cancel(changeRequest: number): void
  /** Generates policies, as a person would in Rudder's pages; the setting `none` forbids that too. */
  generate(): void
  close(): Promise<void>
}
