import type { Poster, PostResult } from '../outbox/poster.ts'
import type { Rendered } from '../outbox/rendered.ts'
import type { CallResult, SlackCall } from './call.ts'
import { tagOf } from './find-post.ts'
import type { Memberships } from './membership.ts'

/** What every message is sent with: Slack doesn't unfurl anything in it or turn it into a link. */
export const plainly = ({ text, blocks }: Rendered) => ({ text, blocks, unfurl_links: false, unfurl_media: false })

/**
 * The poster of the outbox. Nothing is posted or edited where the bot may not post any more: in a channel that was shared
 * with others since or archived, or that it was removed from. A message that `isTagged` can be looked for.
 */
export const createPoster = (call: SlackCall, places: Memberships, isTagged = false): Poster => ({
  post: async ({ channel, thread, broadcast }, message, id) => {
    const barred = await places.barred(channel)
    if (barred) return barred
    const reply = thread && { thread_ts: thread, ...(broadcast && { reply_broadcast: true }) }
    return sentOf(
      await call('chat.postMessage', { channel, ...reply, ...plainly(message), ...(isTagged && tagOf(id)) }),
    )
  },
  update: async ({ channel, ts }, to) =>
    (await places.barred(channel)) ?? sentOf(await call('chat.update', { channel, ts, ...plainly(to) })),
})

const sentOf = (answered: CallResult): PostResult => {
  if (answered.how !== 'sent') return answered
  const { channel, ts } = answered.data
  return typeof channel === 'string' && typeof ts === 'string' ? { how: 'sent', channel, ts } : { how: 'unsure' }
}
