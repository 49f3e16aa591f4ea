import type { Conversation } from './conversation.ts'
import type { Rendered } from './rendered.ts'

/** What became of one call that posts or edits. */
export type PostResult =
  /** Slack has it: the conversation that it is in, and its `ts`. */
  | { readonly how: 'sent'; readonly channel: string; readonly ts: string }
  /** Slack asks to wait before this method is called again in this conversation. */
  | { readonly how: 'limited'; readonly waitMs: number }
  /** It never left this process, so it can be sent again. */
  | { readonly how: 'unsent' }
  /** Slack refused, with this error code: `channel_not_found`. */
  | { readonly how: 'refused'; readonly why: string }
  /** It was sent, and no answer says whether it arrived. */
  | { readonly how: 'unsure' }

/** Posts and edits messages (a new one with the id by which it can be found), once each call; never throws and never repeats. */
export interface Poster {
  post(conversation: Conversation, message: Rendered, id: string): Promise<PostResult>
  update(message: { readonly channel: string; readonly ts: string }, to: Rendered): Promise<PostResult>
}
