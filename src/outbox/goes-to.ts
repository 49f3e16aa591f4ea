import { type Post, postOf } from '../store/posts.ts'
import type { OutboxContext } from './context.ts'
import type { Conversation } from './conversation.ts'

/** Where a post goes. What was to be a reply to a message that never arrived is a message of its own. */
export const goesTo = async ({ store }: Pick<OutboxContext, 'store'>, it: Post): Promise<Conversation> => {
  const { channel, parent: id, broadcast } = it
  const answered = id === null ? undefined : await postOf(store.db, id)
  const parent = answered && answered.summary !== null ? await postOf(store.db, answered.summary) : answered
  // Slack has no threads in threads.
  const first = parent && parent.parent !== null ? await postOf(store.db, parent.parent) : undefined
  const thread = first?.ts ?? parent?.thread ?? parent?.ts ?? it.thread
  if (thread === null) return { channel }
  return { channel, thread, ...(broadcast === 1 && { broadcast: true }) }
}
