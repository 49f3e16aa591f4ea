import { giveUpEnded, recordTold } from '../store/delivery-status.ts'
import { type PostJob, putBack } from '../store/post-lease.ts'
import { type Post, postOf } from '../store/posts.ts'
import { coalesce, leaveOut } from './coalesce.ts'
import type { Lost, OutboxContext } from './context.ts'
import type { Conversation } from './conversation.ts'
import { later, mayBeTwice, oneMore } from './record-result.ts'
import { hold, send } from './send.ts'

const post = async (context: OutboxContext, it: Post): Promise<void> => {
  if (it.held_by !== null && mayBeTwice(it)) return putBack(context.store, { id: it.id, by: it.held_by }, oneMore(it))
  if (it.held_by !== null)
    return giveUpEnded(context.store, it, { fate: 'unsure', why: 'unsure', now: context.world.clock.now() })
  if ((await leaveOut(context, it)) || (await coalesce(context, it))) return
  const conversation = await conversationOf(context, it)
  return send(context, 'post', it, (to) => context.poster.post(conversation, to))
}

/** Where a post goes. What was to be a reply to a message that never arrived is a message of its own. */
const conversationOf = async ({ store }: OutboxContext, it: Post): Promise<Conversation> => {
  const { channel, parent: id, broadcast } = it
  const answered = id === null ? undefined : await postOf(store.db, id)
  const parent = answered && answered.summary !== null ? await postOf(store.db, answered.summary) : answered
  // Slack has no threads in threads.
  const first = parent && parent.parent !== null ? await postOf(store.db, parent.parent) : undefined
  const thread = first?.ts ?? parent?.thread ?? parent?.ts ?? it.thread
  if (thread === null) return { channel }
  return { channel, thread, ...(broadcast === 1 && { broadcast: true }) }
}

const edit =
  (job: 'edit' | 'again') =>
  async (context: OutboxContext, it: Post): Promise<void> => {
    const { place, ts } = it
    if (place === null || ts === null) return
    await send(context, job, it, (to) => context.poster.update({ channel: place, ts }, to))
  }

const tell = async (context: OutboxContext, it: Post): Promise<void> => {
  const { store, world, onLost } = context
  const held = await hold(context, 'tell', it)
  if (!held) return
  const [why, word] = (it.untold ?? '').split(' ') as [Lost, string | undefined]
  world.log.error('outbox.lost', { post: it.id, channel: it.channel, why, word })
  try {
    await onLost(it, why, word)
  } catch (error) {
    world.log.error('outbox.tell', { post: it.id, why }, error)
    const then = later(context, it)
    if (then) return putBack(store, held, then)
  }
  await recordTold(store, held)
}

/** Does what is due for one post: posts it, edits it to its newest version, or notifies the person that it is lost. */
export const runPostJob: Readonly<Record<PostJob, (context: OutboxContext, it: Post) => Promise<void>>> = {
  post,
  edit: edit('edit'),
  again: edit('again'),
  tell,
}
