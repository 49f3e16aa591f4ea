import { giveUp } from '../store/delivery-status.ts'
import { type PostLease, type PutBack, putBack } from '../store/post-lease.ts'
import { adopt, type Post } from '../store/posts.ts'
import type { OutboxContext } from './context.ts'
import type { FindResult } from './delivery.ts'
import { goesTo } from './goes-to.ts'
import { hold } from './send.ts'
import { looks, oneMore } from './unclear.ts'

/** While Slack doesn't say, it is asked again after so long each, for a day, in milliseconds. */
const askMs = 15_000
const longestMs = 24 * 60 * 60_000
/** The clock of this machine and Slack's may differ by so much, in milliseconds. */
const marginMs = 5 * 60_000

/** Looks whether a post arrived; if it never turns up, it is sent again. Those behind it in its conversation wait. */
export const lookForPost = async (context: OutboxContext, it: Post): Promise<void> => {
  const { delivery, world } = context
  const held = await hold(context, 'look', it)
  if (!held) return
  // The settings were changed in the meantime.
  if (delivery.how !== 'lookup') return unsure(context, held)
  const sought = { ...(await goesTo(context, it)), id: it.id, since: (it.unsure_at ?? 0) - marginMs }
  const found = await delivery.find(sought).catch((error: unknown): FindResult => {
    world.log.error('outbox.find', { post: it.id }, error)
    return { how: 'unsaid' }
  })
  world.log.info('outbox.looked', { post: it.id, channel: it.channel, how: found.how })
  return recordFound(context, it, held, found)
}

const recordFound = async (context: OutboxContext, it: Post, held: PostLease, found: FindResult): Promise<void> => {
  const { store, world, gate } = context
  const now = world.clock.now()
  switch (found.how) {
    case 'found':
      return void (await store.transaction((tx) => adopt(tx, it.id, found, now)))
    case 'absent':
      return putBack(store, held, absent(context, it, now))
    case 'limited':
      gate.looksFrom = Math.max(gate.looksFrom, now + found.waitMs)
      return putBack(store, held, { due_at: now + found.waitMs })
    case 'unsaid':
      return now - (it.unsure_at ?? 0) > longestMs
        ? unsure(context, held)
        : putBack(store, held, { due_at: now + askMs })
    case 'refused':
      world.log.error('outbox.lookup', { post: it.id, channel: it.channel, word: found.why })
      return unsure(context, held)
  }
}

const absent = (context: OutboxContext, it: Post, now: number): PutBack => {
  const next = looks[it.attempts + 1]
  if (next !== undefined) return { due_at: now + next, attempts: it.attempts + 1 }
  context.world.metrics.count('postsRepeated', {})
  return { unsure_at: null, due_at: now, attempts: 0, ...oneMore(it) }
}

const unsure = ({ store, world }: OutboxContext, held: PostLease): Promise<void> =>
  giveUp(store, held, { fate: 'unsure', why: 'unsure', now: world.clock.now() })
