import type { Message } from '../../../client.ts'
import { dayOf, momentOf } from '../text/when.ts'

/** A message as it stands in a list. */
export interface Placed {
  readonly message: Message
  /** True where the one before it is by the same author and not long ago: no picture, no name. */
  readonly follows: boolean
  /** Where a day begins: `Today`. */
  readonly day?: string
  /** Where what is unread begins. */
  readonly fresh: boolean
}

const near = 5 * 60_000

const follows = (message: Message, before: Message): boolean =>
  message.user === before.user &&
  momentOf(message.ts) - momentOf(before.ts) < near &&
  message.onlyFor === before.onlyFor &&
  message.system === before.system &&
  // A formatted answer stands by itself, so that it is seen whose it is.
  message.blocks === undefined &&
  before.blocks === undefined

/** Messages in order, with what stands between them; `since` is the last one that was read. */
export const grouped = (
  messages: readonly Message[],
  { now, since }: { readonly now: number; readonly since: string | undefined },
): readonly Placed[] => {
  let isFresh = false
  return messages.map((message, index) => {
    const before = messages[index - 1]
    const day = dayOf(momentOf(message.ts), now)
    const newDay = before === undefined || dayOf(momentOf(before.ts), now) !== day
    const fresh = !isFresh && since !== undefined && Number.parseFloat(message.ts) > Number.parseFloat(since)
    isFresh ||= fresh
    const together = before !== undefined && !newDay && !fresh && follows(message, before)
    return { message, follows: together, fresh, ...(newDay ? { day } : {}) }
  })
}
