import type { Transaction } from 'kysely'
import { literal } from '../../message/literal.ts'
import type { Message } from '../../message/message.ts'
import { slackUser } from '../../policy/person.ts'
import { say } from '../../store/posts.ts'
import type { Schema } from '../../store/schema.ts'
import type { ChannelNoise } from '../../watch/alert/channel-noise.ts'
import type { Context } from '../context.ts'
import { placeOf, type Watched } from './watched.ts'

type Noise = Pick<ChannelNoise, 'groups'>

/** The id of the group that a watch pings; undefined if it pings nobody, or the settings don't allow it there any more. */
export const groupOf = ({ clauses: { ping } }: Watched, { groups }: Noise): string | undefined =>
  ping && groups.get(ping.group.toLowerCase())

/** That a watch names a group that can't be pinged there any more, in words: `@oncall can't be pinged`. */
export const unpinged = (watched: Watched, noise: Noise): string | undefined => {
  const { ping } = watched.clauses
  return ping && groupOf(watched, noise) === undefined ? `@${literal(ping.group, 60)} can't be pinged` : undefined
}

/**
 * Says once to the owner of a watch, in direct messages, that the group that it pings can't be pinged any more: nobody would
 * notice before an alert at night. Gives whether the owner knows.
 */
export const tellOfPing = async (
  { world }: Pick<Context, 'world'>,
  tx: Transaction<Schema>,
  { watched, noise, isKnown }: { readonly watched: Watched; readonly noise: Noise; readonly isKnown: true | undefined },
  now: number,
): Promise<true | undefined> => {
  const why = unpinged(watched, noise)
  const user = slackUser(watched.owner)
  if (why === undefined || user === undefined) return undefined
  if (!isKnown) await say(tx, { id: world.ids.id(), channel: user, message: noPingMessage(watched, why) }, now)
  return true
}

const noPingMessage = (watched: Watched, why: string): Message => ({
  tone: 'answer',
  title: `Watch ${watched.row.id} pings nobody any more: ${why} in its channel`,
  lead: `It is the watch of ${placeOf(watched)}. It goes on, and its alerts are posted without a ping.`,
  notes: [
    '“alerts” of the settings says which groups can be pinged in which channel. Have the group added there, or begin the watch again with another one.',
  ],
})
