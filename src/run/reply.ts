import type { Message } from '../message/message.ts'

/** How a run ended; a terminal makes an exit code of it. */
export type Ending = 'done' | 'failed' | 'usage' | 'not confirmed' | 'refused' | 'unknown'

/** What a person gets. */
export interface Reply {
  readonly ending: Ending
  readonly message: Message
  /** The proposal that waits or was decided, if there is one. */
  readonly proposal?: string
  /** What is shown in place of a stale proposal, and waits for a confirmation of its own. */
  readonly successor?: string
}
