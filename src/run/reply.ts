import type { Privacy } from '../command/answer.ts'
import type { Message } from '../message/message.ts'
import type { endings } from '../world.ts'

/** How a run ended; a terminal turns it into an exit code. */
export type Ending = (typeof endings)[number]

/** Who will see it: everybody where it was asked, only the person there, or the person's direct messages. */
export type Audience = 'channel' | 'person' | 'direct'

/** What a person gets. */
export interface Reply {
  readonly ending: Ending
  readonly message: Message
  readonly to: Audience
  /** Set if it is for whoever asked, who may share it: whose it is, where it was read, and the optional scopes it needed. */
  readonly own?: {
    readonly privacy: Privacy
    readonly connections: readonly string[]
    readonly needed: readonly string[]
  }
  /** The command that the line named, if it named one. */
  readonly command?: string
  /** True if the button was pressed too late to decide anything. */
  readonly late?: boolean
  /** True if this confirmation counts and more are needed. */
  readonly waits?: boolean
  /** When this person is reminded of it, in milliseconds since 1970, if that was asked for and is still possible. */
  readonly remindAt?: number
  /** The humans whose confirmations counted, if it was applied. */
  readonly by?: readonly string[]
  /** The proposal that waits or was decided, if there is one. */
  readonly proposal?: string
  /** What is shown in place of a stale proposal, and waits for a confirmation of its own. */
  readonly successor?: string
}
