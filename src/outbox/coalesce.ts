import { type Post, postOf } from '../store/posts.ts'
import { putInto, putTogether } from '../store/summaries.ts'
import type { OutboxContext } from './context.ts'

/** After so long a wait in a conversation that Slack limits, posts of one kind share a message, in milliseconds. */
const waitMs = 10_000
/** How many posts one message names: as many as Slack shows in one. */
const most = 40
/** Fewer are sent as quickly one by one. */
const fewest = 3

/**
 * Puts a post that Slack holds back together with those of its kind behind it; false if it goes alone. The message that
 * stands for them is due at once, in its place.
 */
export const coalesce = async ({ store, world, pace }: OutboxContext, it: Post): Promise<boolean> => {
  const now = world.clock.now()
  if (it.gist === null || now - it.created_at < waitMs || !pace.isSlow(it.channel)) return false
  const id = world.ids.id()
  const many = await putTogether(store, it, { id, most, fewest, now })
  if (many === 0) return false
  world.log.info('outbox.coalesced', { post: id, channel: it.channel, posts: many })
  for (let n = 0; n < many; n++) world.metrics.count('postsCoalesced', {})
  return true
}

/**
 * Leaves out a silent reply to a post that shares a message with others: that shows the same, and the reply doesn't say
 * which of them it is about. False if it is to be sent.
 */
export const leaveOut = async ({ store }: OutboxContext, it: Post): Promise<boolean> => {
  if (it.parent === null || it.broadcast === 1 || it.gist !== null) return false
  const parent = await postOf(store.db, it.parent)
  return parent?.summary ? putInto(store, it, parent.summary) : false
}
