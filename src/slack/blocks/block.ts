import type { See } from '../../message/message.ts'
import type { Rendered } from '../../outbox/rendered.ts'

/** What a message is rendered with. */
export interface BlockOptions {
  /** Begins each `block_id`: `<post>:<version>`; a block's id changes with its version. At most 100 characters of it are used. */
  readonly id: string
  /** The run whose `next` lines become buttons; without it they are shown as text to type. */
  readonly run?: string
  /** The word before each line that is shown for typing: `/`. */
  readonly slash?: string
  /** The address of a message in Slack; without it, or if that gives none, nothing links there. */
  readonly addressOf?: (at: NonNullable<See['at']>) => string | undefined
}

/** A block of Slack's Block Kit, as JSON. */
export interface Block {
  readonly type: string
  readonly block_id?: string
  readonly [key: string]: unknown
}

/** A message as Block Kit. */
export interface BlockKit extends Rendered {
  readonly blocks: readonly Block[]
}
