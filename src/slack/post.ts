import type { Rendered } from '../message/blocks.ts'
import type { Poster, Sent } from '../outbox/poster.ts'
import type { Answered, Call } from './call.ts'
import type { Places } from './places.ts'

/** What every message is sent with: nothing in it is unfurled or made a link by Slack. */
export const plainly = ({ text, blocks }: Rendered) => ({ text, blocks, unfurl_links: false, unfurl_media: false })

/** The hands of the outbox. What was asked in a channel that was shared with others since is not posted there. */
export const createPoster = (call: Call, places: Places): Poster => ({
  post: async ({ channel, thread }, message) => {
    if (/^[CG]/.test(channel) && (await places.standing(channel)) === 'shared') return { how: 'refused', why: 'shared' }
    return sentOf(
      await call('chat.postMessage', { channel, ...(thread && { thread_ts: thread }), ...plainly(message) }),
    )
  },
  update: async ({ channel, ts }, to) => sentOf(await call('chat.update', { channel, ts, ...plainly(to) })),
})

const sentOf = (answered: Answered): Sent => {
  if (answered.how !== 'sent') return answered
  const { channel, ts } = answered.data
  return typeof channel === 'string' && typeof ts === 'string' ? { how: 'sent', channel, ts } : { how: 'unsure' }
}
