import { giveUpEnded, recordTold } from '../store/delivery-status.ts'
import { type PostJob, postLeaseMs, putBack } from '../store/post-lease.ts'
import type { Post } from '../store/posts.ts'
import { coalesce, leaveOut } from './coalesce.ts'
import type { Lost, OutboxContext } from './context.ts'
import { ifUnclear } from './delivery.ts'
import { goesTo } from './goes-to.ts'
import { lookForPost } from './look.ts'
import { later } from './record-result.ts'
import { hold, send } from './send.ts'
import { oneMore, soughtFrom } from './unclear.ts'

const post = async (context: OutboxContext, it: Post): Promise<void> => {
  if (it.held_by !== null) return afterEnded(context, it, it.held_by)
  if ((await leaveOut(context, it)) || (await coalesce(context, it))) return
  const conversation = await goesTo(context, it)
  return send(context, 'post', it, (to) => context.poster.post(conversation, to, it.id))
}

/** Whoever had it never said what became of it, so it may have left. */
const afterEnded = ({ store, world, delivery }: OutboxContext, it: Post, by: string): Promise<void> => {
  const now = world.clock.now()
  switch (ifUnclear(delivery, it)) {
    case 'look':
      return putBack(store, { id: it.id, by }, soughtFrom((it.lease_until ?? now) - postLeaseMs, now))
    case 'repeat':
      world.metrics.count('postsRepeated', {})
      return putBack(store, { id: it.id, by }, oneMore(it))
    case 'give up':
      return giveUpEnded(store, it, { fate: 'unsure', why: 'unsure', now })
  }
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

/** Does what is due for one post: posts it, edits it to its newest version, looks whether it arrived, or notifies the person that it is lost. */
export const runPostJob: Readonly<Record<PostJob, (context: OutboxContext, it: Post) => Promise<void>>> = {
  post,
  edit: edit('edit'),
  again: edit('again'),
  look: lookForPost,
  tell,
}
