import type { Rendered } from '../../outbox/rendered.ts'

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
