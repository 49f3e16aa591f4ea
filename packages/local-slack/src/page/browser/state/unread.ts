import type { Message } from '../../../client.ts'

/** How much of a conversation somebody has not seen. */
export interface Unread {
  readonly count: number
  /** How many of these speak to them: by name, to all, or in a direct conversation. */
  readonly mentions: number
}

const speaksTo = (message: Message, me: string): boolean => {
  const text = message.text + JSON.stringify(message.blocks ?? [])
  return text.includes(`<@${me}`) || text.includes(`"user_id":"${me}"`) || /<!(here|channel|everyone)>/.test(text)
}

/** What came after `since` (a `ts`) from others; replies in threads do not count, as in Slack. */
export const unreadOf = (
  messages: readonly Message[],
  { since, me, direct }: { readonly since: string; readonly me: string; readonly direct: boolean },
): Unread => {
  const fresh = messages.filter(
    ({ ts, user, thread_ts, subtype, onlyFor }) =>
      Number.parseFloat(ts) > Number.parseFloat(since) &&
      user !== me &&
      (thread_ts === undefined || thread_ts === ts || subtype === 'thread_broadcast') &&
      onlyFor === undefined,
  )
  return { count: fresh.length, mentions: fresh.filter((one) => direct || speaksTo(one, me)).length }
}
