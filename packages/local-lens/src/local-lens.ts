import type { LensFaults } from './faults.ts'
import type { keys } from './keys.ts'
import type { Flavor } from './shown-meta.ts'
import type { LensState } from './state.ts'

/** How to start a local Lens; all of it may be left out. */
export interface LocalLensOptions {
  /** As Lens, or as the Cube that Lens is built from: other addresses, and `cubes` for `tables`. */
  readonly flavor?: Flavor
  /** Milliseconds since 1970. */
  readonly now?: () => number
  /** A free one when not given. */
  readonly port?: number
  /** `public:sales` when not given: the workspace and the name of the Lens. */
  readonly name?: string
  /** What it starts with, in place of the seed. */
  readonly data?: (now: number) => LensState
}

/** One request that arrived, without its key. */
export interface RecordedRequest {
  readonly method: string
  readonly path: string
  /** The header that the key came in. */
  readonly header: 'authorization' | 'apikey' | undefined
  readonly body: string
  readonly at: number
  /** Whose key it was; nothing if none was accepted. */
  user: string | undefined
  /** The status that was decided on; 0 as long as there is none. */
  status: number
  /** Nothing can be written here. */
  readonly accepted: false
  answered: boolean
}

/** A running local Lens. */
export interface LocalLens {
  /** With the workspace and the name: `http://127.0.0.1:4000/lens2/api/public:sales`. */
  readonly url: string
  readonly keys: typeof keys
  /** Plain data to read and change. */
  readonly state: LensState
  readonly faults: LensFaults
  readonly requests: RecordedRequest[]
  /** None: Lens is only read. */
  writes(): readonly RecordedRequest[]
  close(): Promise<void>
}
