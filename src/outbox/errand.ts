import { giveUpEnded, recordTold } from '../store/fates.ts'
import { type Errand, putBack } from '../store/holds.ts'
import type { Post } from '../store/posts.ts'
import { later, mayBeTwice } from './follow.ts'
import type { Lost, Means } from './means.ts'
import { hold, send } from './send.ts'

const post = async (means: Means, it: Post): Promise<void> => {
  if (it.held_by !== null && mayBeTwice(it)) return putBack(means.store, { id: it.id, by: it.held_by }, {})
  if (it.held_by !== null)
    return giveUpEnded(means.store, it, { fate: 'unsure', why: 'unsure', now: means.world.clock.now() })
  const { channel, thread } = it
  const place = { channel, ...(thread !== null && { thread }) }
  return send(means, 'post', it, (to) => means.poster.post(place, to))
}

const edit =
  (errand: 'edit' | 'again') =>
  async (means: Means, it: Post): Promise<void> => {
    const { place, ts } = it
    if (place === null || ts === null) return
    await send(means, errand, it, (to) => means.poster.update({ channel: place, ts }, to))
  }

const tell = async (means: Means, it: Post): Promise<void> => {
  const { store, world, onLost } = means
  const held = await hold(means, 'tell', it)
  if (!held) return
  const [why, word] = (it.untold ?? '').split(' ') as [Lost, string | undefined]
  world.log.error('outbox.lost', { post: it.id, channel: it.channel, why, word })
  try {
    await onLost(it, why, word)
  } catch (error) {
    world.log.error('outbox.tell', { post: it.id, why }, error)
    const then = later(means, it)
    if (then) return putBack(store, held, then)
  }
  await recordTold(store, held)
}

/** Does for one post what is due: posts it, brings it to its newest version, or tells that it is lost. */
export const runErrand: Readonly<Record<Errand, (means: Means, it: Post) => Promise<void>>> = {
  post,
  edit: edit('edit'),
  again: edit('again'),
  tell,
}
