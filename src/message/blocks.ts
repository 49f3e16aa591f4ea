import type { Message } from './message.ts'

/** A block of Slack's Block Kit, as JSON. */
export interface Block {
  readonly type: string
  readonly block_id?: string
  readonly [key: string]: unknown
}

/** What Slack is given: always both, the text for notifications and screen readers. */
export interface Rendered {
  readonly text: string
  readonly blocks: readonly Block[]
}

/** What a message is rendered with. */
export interface BlockOptions {
  /** Begins each `block_id`: `<post>:<version>`; a block's id changes with its version. */
  readonly id: string
  /** The run whose `next` lines become buttons; without it they are shown as text to type. */
  readonly run?: string
  /** The word before each line that is shown for typing: `/`. */
  readonly slash?: string
}

/** The message as Block Kit, within every limit of `limits.ts`. */
export const toBlocks = (message: Message, options: BlockOptions): Rendered => {
  void options
  return { text: message.title, blocks: [] }
}
