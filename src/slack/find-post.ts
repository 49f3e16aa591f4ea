import type { FindResult, Sought } from '../outbox/delivery.ts'
import type { SlackCall } from './call.ts'

/** The type of what the bot attaches to its messages, if it may look for them. */
const kind = 'coxswain_post'
/** How many messages Slack hands out at once, and how many such pages are looked through. */
const [limit, pages] = [200, 10]

/** What a new message carries so that it can be found: the id of its post, which apps with a right to the history see. */
export const tagOf = (id: string) => ({ metadata: { event_type: kind, event_payload: { id } } })

/** What is looked at of a message: nothing that anybody wrote. */
interface Tagged {
  readonly ts?: string
  readonly bot_id?: string
  readonly metadata?: { readonly event_type?: string; readonly event_payload?: { readonly id?: unknown } }
}

/** Looks for a post in what was said since it was sent, by what the bot attached to it. */
export const createFind =
  (call: SlackCall, bot: () => string | undefined) =>
  async ({ channel, thread, id, since }: Sought): Promise<FindResult> => {
    const about = { channel, limit, include_all_metadata: true, inclusive: true, oldest: String(since / 1000) }
    const isIt = ({ bot_id: by, metadata }: Tagged) =>
      by === bot() && metadata?.event_type === kind && metadata.event_payload?.id === id
    let cursor: unknown
    for (let page = 0; page < pages; page++) {
      const asked = { ...about, ...(cursor !== undefined && { cursor }) }
      const answered =
        thread === undefined
          ? await call('conversations.history', asked)
          : await call('conversations.replies', { ...asked, ts: thread })
      if (answered.how === 'limited' || answered.how === 'refused') return answered
      if (answered.how !== 'sent') return { how: 'unsaid' }
      const { messages = [], response_metadata: more } = answered.data as {
        readonly messages?: readonly Tagged[]
        readonly response_metadata?: { readonly next_cursor?: unknown }
      }
      const found = messages.find(isIt)
      if (found?.ts !== undefined) return { how: 'found', channel, ts: found.ts }
      cursor = more?.next_cursor || undefined
      if (cursor === undefined) return { how: 'absent' }
    }
    return { how: 'unsaid' }
  }
