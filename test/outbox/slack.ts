import type { Poster, PostResult } from '../../src/outbox/poster.ts'
import type { Rendered } from '../../src/outbox/rendered.ts'
import type { World } from '../../src/world.ts'

/** A message as it stands in Slack. */
export interface Standing {
  readonly channel: string
  readonly thread: string | undefined
  readonly broadcast?: true | undefined
  readonly ts: string
  /** Every text that it has shown, newest last. */
  readonly texts: string[]
  blocks: Rendered['blocks']
}

/** One call of the bot. */
export interface Call {
  readonly method: 'post' | 'update'
  readonly channel: string
  readonly text: string
  readonly blocks: Rendered['blocks']
  readonly at: number
}

/** What becomes of a call: `apply` does it, now or later, and says so. */
export type Plan = (call: Call, apply: () => PostResult) => PostResult | Promise<PostResult>

/** The far end: messages in memory, and calls that end as a test plans it. The outbox is tested against the local Slack over HTTP elsewhere. */
export const memorySlack = () => {
  const messages: Standing[] = []
  const calls: Call[] = []
  const inFlight = new Map<string, number>()
  let most = 0
  const slack = {
    messages,
    calls,
    plan: ((_, apply) => apply()) as Plan,
    /** How many calls were under way at once, at most. */
    most: () => most,
    /** The newest text of each message of a conversation, in the order in which they were posted. */
    shows: (channel: string) => messages.filter((one) => one.channel === channel).map(({ texts }) => texts.at(-1)),
    /** What the outbox of one replica is given. */
    poster: (world: World): Poster => {
      const call = async (one: Omit<Call, 'at'>, key: string, apply: () => PostResult): Promise<PostResult> => {
        if (world.transaction.active()) throw new Error('sent from a transaction')
        const made = { ...one, at: world.clock.now() }
        calls.push(made)
        inFlight.set(key, (inFlight.get(key) ?? 0) + 1)
        most = Math.max(
          most,
          [...inFlight.values()].reduce((a, b) => a + b, 0),
        )
        try {
          return await slack.plan(made, apply)
        } finally {
          inFlight.set(key, (inFlight.get(key) ?? 0) - 1)
        }
      }
      return {
        post: ({ channel, thread, broadcast }, { text, blocks }) => {
          const place = channel.startsWith('U') ? `D${channel.slice(1)}` : channel
          return call({ method: 'post', channel, text, blocks }, channel, () => {
            const ts = `${messages.length + 1}.000`
            messages.push({ channel: place, thread, ...(broadcast && { broadcast }), ts, texts: [text], blocks })
            return { how: 'sent', channel: place, ts }
          })
        },
        update: ({ channel, ts }, { text, blocks }) =>
          call({ method: 'update', channel, text, blocks }, `${channel} ${ts}`, () => {
            const message = messages.find((one) => one.channel === channel && one.ts === ts)
            if (!message) return { how: 'refused', why: 'message_not_found' }
            message.texts.push(text)
            message.blocks = blocks
            return { how: 'sent', channel, ts }
          }),
      }
    },
  }
  return slack
}

export type MemorySlack = ReturnType<typeof memorySlack>

/** A promise that a test resolves. */
export const gate = <T = void>() => {
  let open = (_: T): void => {}
  const opened = new Promise<T>((resolve) => {
    open = resolve
  })
  return { open, opened }
}
