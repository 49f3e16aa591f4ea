import type { OwnKeys } from '../vault/lease.ts'
import type { Permit } from '../vault/permit.ts'
import type { Hearing } from './hearing.ts'
import type { LineAnswers } from './read-cache.ts'
import type { Asker, Session } from './system.ts'

/** How one call of a connection is made. */
export interface Sending {
  readonly asker?: Asker | undefined
  /** The person's own keys; without them the bot's tokens are used. */
  readonly own?: OwnKeys | undefined
  /** The reader of a read; without it the read is a request of its own. */
  readonly answers?: LineAnswers
  readonly signal?: AbortSignal | undefined
  readonly permit?: Permit
  readonly notAfter?: number | undefined
  readonly session?: Session | undefined
  /** The token to probe. */
  readonly token?: string
  readonly heard?: Hearing
}
