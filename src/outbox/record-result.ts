import { giveUp, mayLand, recordEdited, recordPosted } from '../store/delivery-status.ts'
import { type PostLease, type PutBack, putBack } from '../store/post-lease.ts'
import type { Post } from '../store/posts.ts'
import { waitAfter } from './backoff.ts'
import type { OutboxContext } from './context.ts'
import { ifUnclear } from './delivery.ts'
import type { PostResult } from './poster.ts'
import { knownWord, meaningOf } from './refusal.ts'
import { oneMore, soughtFrom } from './unclear.ts'

/** Slack counts in whole seconds, from one. */
const leastWaitMs = 1_000
/** How many times the bot tries to record what Slack has accepted, doubling the wait: half a minute in all. */
const recordings = 6

interface Done {
  readonly post: Post
  readonly held: PostLease
  readonly sent: PostResult
}

/** Records what became of a call, and when the post is due again. */
export const recordResult = async (
  context: OutboxContext,
  way: 'post' | 'edit',
  { post, held, sent }: Done,
): Promise<void> => {
  const { store, world, gate, pace } = context
  const now = world.clock.now()
  if (sent.how === 'sent') {
    const { channel: place, ts } = sent
    if (way === 'post') pace.sent(post.channel, now)
    return surely(context, post, () =>
      way === 'edit' ? recordEdited(store, held) : recordPosted(store, held, { place, ts }),
    )
  }
  if (sent.how === 'limited') {
    const from = now + Math.max(leastWaitMs, sent.waitMs)
    if (way === 'edit') gate.editsFrom = Math.max(gate.editsFrom, from)
    else pace.limited(post.channel, from)
    return putBack(store, held, { due_at: from })
  }
  if (sent.how === 'unsent') return retry(context, post, held)
  const meaning = sent.how === 'unsure' ? 'perhaps' : meaningOf(sent.why)
  if (meaning === 'later') return retry(context, post, held)
  if (meaning === 'perhaps' && way === 'edit') return retry(context, post, held, 'landing')
  if (meaning === 'perhaps') return recordUnclear(context, post, held)
  const word = sent.how === 'refused' ? knownWord(sent.why) : ''
  return giveUp(store, held, { fate: 'lost', why: `refused ${word}`, now })
}

/** Nobody knows whether a new message arrived. */
const recordUnclear = (context: OutboxContext, post: Post, held: PostLease): Promise<void> => {
  const { store, world, delivery } = context
  const now = world.clock.now()
  switch (ifUnclear(delivery, post)) {
    case 'look':
      return putBack(store, held, soughtFrom(held.since, now))
    case 'repeat':
      world.metrics.count('postsRepeated', {})
      return retry(context, post, held, 'repeat')
    case 'give up':
      return giveUp(store, held, { fate: 'unsure', why: 'unsure', now })
  }
}

// A message that is in Slack but not recorded here would be reported as possibly lost, and never edited.
const surely = async ({ world }: OutboxContext, post: Post, record: () => Promise<void>): Promise<void> => {
  for (let tries = 1; ; tries++) {
    try {
      return await record()
    } catch (error) {
      if (tries === recordings) throw error
      world.log.warn('outbox.record', { post: post.id, tries }, error)
      await world.clock.sleep(500 * 2 ** tries)
    }
  }
}

/** When a post is tried again after one more failure; undefined after a day of them. */
export const later = ({ world }: OutboxContext, { attempts }: Post): PutBack | undefined => {
  const wait = waitAfter(attempts + 1)
  return wait === undefined ? undefined : { due_at: world.clock.now() + wait, attempts: attempts + 1 }
}

/**
 * Tries again later, for a day. An edit that may be `landing` still is followed by the newest version in any case; a new
 * message that may have arrived is a `repeat`.
 */
export const retry = async (
  context: OutboxContext,
  post: Post,
  held: PostLease,
  after?: 'landing' | 'repeat',
): Promise<void> => {
  const { store, world } = context
  const now = world.clock.now()
  const then = later(context, post)
  if (!then) return giveUp(store, held, { fate: 'lost', why: 'late', now })
  world.log.warn('outbox.retry', { post: post.id, channel: post.channel, attempts: post.attempts + 1 })
  if (after === 'landing') return mayLand(store, held, then, now)
  return putBack(store, held, after === 'repeat' ? { ...then, ...oneMore(post) } : then)
}
