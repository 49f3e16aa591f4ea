import type { Post } from '../store/posts.ts'
import type { Conversation } from './conversation.ts'

/** A post that may have arrived: where, when it was sent, and by which id it can be found. */
export interface Sought extends Conversation {
  readonly id: string
  /** Milliseconds since 1970. */
  readonly since: number
}

/** What a look for a post gives. */
export type FindResult =
  | { readonly how: 'found'; readonly channel: string; readonly ts: string }
  | { readonly how: 'absent' }
  /** Slack asks to wait before anything is looked for. */
  | { readonly how: 'limited'; readonly waitMs: number }
  /** Slack did not say, and may do so later. */
  | { readonly how: 'unsaid' }
  /** Slack refused, with this error code: `missing_scope`. */
  | { readonly how: 'refused'; readonly why: string }

/**
 * What becomes of a new message of which it isn't known whether it arrived: it is given up and told elsewhere (`once`), sent
 * again with a note (`repeat`), or looked for (`lookup`).
 */
export type Delivery =
  | { readonly how: 'once' | 'repeat' }
  | { readonly how: 'lookup'; readonly find: (sought: Sought) => Promise<FindResult> }

/** Direct messages of a person have another id in Slack than the post has, so nothing can be looked for there. */
const canLook = ({ channel }: Pick<Post, 'channel'>): boolean => /^[CGD]/.test(channel)

/**
 * True for an answer in the direct messages: only one person sees it, and it is better to see it twice than never, because
 * there is no other place to say that it is lost. Also for a message that stands for many alerts. A proposal has buttons,
 * so it must be in one place only.
 */
export const mayBeTwice = ({ channel, proposal, sums }: Post): boolean =>
  proposal === null && (sums === 1 || /^[DUW]/.test(channel))

/** What becomes of this one. A proposal has buttons, so it is never sent again without looking. */
export const ifUnclear = ({ how }: Delivery, post: Post): 'look' | 'repeat' | 'give up' => {
  if (how === 'lookup' && canLook(post)) return 'look'
  if (mayBeTwice(post)) return 'repeat'
  return how === 'repeat' && post.proposal === null ? 'repeat' : 'give up'
}
