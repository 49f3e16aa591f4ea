import type { Message } from '../message/message.ts'
import type { endings } from '../world.ts'

/** How a run ended; a terminal makes an exit code of it. */
export type Ending = (typeof endings)[number]

/** Who is to see it: everybody where it was asked, the person alone there, or the person's direct messages. */
export type Audience = 'channel' | 'person' | 'direct'

/** What a person gets. */
export interface Reply {
  readonly ending: Ending
  readonly message: Message
  readonly to: Audience
  /** The command that the line named, where it named one. */
  readonly command?: string
  /** True where a press came too late to decide anything. */
  readonly late?: boolean
  /** True where this confirmation counts and more are needed. */
  readonly waits?: boolean
  /** When this person is reminded of it, in milliseconds since 1970, if that was asked for and may come to be. */
  readonly remindAt?: number
  /** The humans whose confirmations counted, if it was applied. */
  readonly by?: readonly string[]
  /** The proposal that waits or was decided, if there is one. */
  readonly proposal?: string
  /** What is shown in place of a stale proposal, and waits for a confirmation of its own. */
  readonly successor?: string
}
