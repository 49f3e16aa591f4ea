import type { Kysely, Transaction } from 'kysely'
import type { Message } from '../../message/message.ts'
import { duration, moment, near } from '../../message/time.ts'
import { isMutedAt } from '../../store/mutes.ts'
import { type Post, say } from '../../store/posts.ts'
import type { Schema } from '../../store/schema.ts'
import { changeWatchState, getWatchState, watchStatesFrom } from '../../store/watch-states.ts'
import { listWatches, type Watch } from '../../store/watches.ts'
import { type Blind, type ConnectionSight, look, type SightEvent } from '../../watch/alert/blind.ts'
import type { Context } from '../context.ts'
import { channelNoise } from './noise.ts'
import { Overtaken } from './overtaken.ts'

/** What is remembered of a connection for the watches of one channel. */
interface StoredSight {
  readonly sight: ConnectionSight
  /** The post that says that it can't be read. */
  readonly post?: string
}

/** That a connection answers is stored once within this, in milliseconds, and not at each reading. */
const oftenMs = 60_000

const minuteMs = 60_000

/** `25 min`: to the minute, as watches read once a minute at most. */
const inMinutes = (ms: number): string => duration(Math.max(1, Math.round(ms / minuteMs)) * minuteMs)

const keysIn = (channel: string): string => `sight ${channel} `

const keyOf = ({ channel, connection }: Pick<Watch, 'channel' | 'connection'>): string => keysIn(channel) + connection

/** The owners of the watches that wait, if a post says that their connection can't be read: `Principal` as JSON. */
export const ownersOfBlind = async (
  db: Kysely<Schema>,
  { id, channel }: Pick<Post, 'id' | 'channel'>,
): Promise<readonly string[]> => {
  const [first] = id.split(':', 1)
  const known = await watchStatesFrom(db, keysIn(channel))
  const blind = known.find(({ state }) => (JSON.parse(state) as StoredSight).post === first)
  if (!blind) return []
  const watches = await listWatches(db, channel)
  return watches.filter((watch) => keyOf(watch) === blind.key).map(({ principal }) => principal)
}

/**
 * Tells whether a connection can be read: for all watches on it in a channel there is one message. Throws Overtaken if
 * another replica was quicker.
 */
export const seeConnection = async (
  context: Pick<Context, 'alerts' | 'shared' | 'world'>,
  tx: Transaction<Schema>,
  of: Pick<Watch, 'channel' | 'connection'>,
  event: SightEvent,
  now: number,
): Promise<void> => {
  const key = keyOf(of)
  const before = await getWatchState(tx, key)
  const known: StoredSight = before === undefined ? { sight: {} } : JSON.parse(before)
  const { sight } = known
  if (event.kind === 'answered' && !sight.blind && sight.seen !== undefined && now - sight.seen < oftenMs) return
  if (event.kind !== 'answered' && event.kind !== 'failed' && !sight.blind) return
  const { world } = context
  const isMuted = await isMutedAt(tx, of.connection, now)
  const { blind: group, isQuiet } = channelNoise(context, of.channel)
  const seen = look(sight, event, now, { pings: group !== undefined && !isQuiet(now), isMuted })
  const post = known.post ?? (seen.says.includes('post') ? world.ids.id() : undefined)
  const next: StoredSight = { sight: seen.sight, ...(post && seen.sight.blind && { post }) }
  if (!(await changeWatchState(tx, key, before, JSON.stringify(next)))) throw new Overtaken()
  const blind = seen.ended ?? seen.sight.blind
  if (post === undefined || blind === undefined || seen.says.length === 0) return
  const message = seen.ended ? backMessage(of.connection, blind, now) : blindMessage(of.connection, blind)
  await say(tx, { id: post, channel: of.channel, message }, now)
  if (!seen.says.includes('ping') || group === undefined) return
  const reply = { id: `${post}:ping`, channel: of.channel, parent: post, broadcast: true } as const
  await say(tx, { ...reply, message: { ...stillBlind(of.connection, blind, now), ping: group } }, now)
}

const watchesWords = ({ watches }: Blind): string => {
  const ids = watches.toSorted((a, b) => Number(a) - Number(b))
  return ids.length === 1 ? `Watch ${ids[0]} waits.` : `${ids.length} watches wait: ${ids.join(', ')}.`
}

/** Since when it can't be read, and when it last could, by which a time without its day is understood. */
const sinceOf = ({ since, seen }: Blind): string => (seen === undefined ? moment(since) : near(since, seen))

/** Nothing was read since then. */
const lastRead = (connection: string, { seen }: Blind): Pick<Message, 'provenance'> =>
  seen === undefined ? {} : { provenance: { readAt: seen, source: connection } }

const blindMessage = (connection: string, blind: Blind): Message => ({
  tone: 'answer',
  title: `BLIND ${connection}: no answer`,
  lead: `Since ${sinceOf(blind)}; ${blind.failures} readings failed. The last reason: ${blind.because}.`,
  notes: [
    `${watchesWords(blind)} ${blind.seen === undefined ? 'There are no figures yet.' : 'The last figures are from before that.'} I keep reading at each watch's own pace.`,
  ],
  ...lastRead(connection, blind),
})

const stillBlind = (connection: string, blind: Blind, now: number): Message => ({
  tone: 'answer',
  title: `STILL BLIND ${connection}: no answer for ${inMinutes(now - blind.since)}`,
  lead: `Since ${sinceOf(blind)}. The last reason: ${blind.because}. ${watchesWords(blind)}`,
  ...lastRead(connection, blind),
})

const backMessage = (connection: string, blind: Blind, now: number): Message => ({
  tone: 'answer',
  title: `BACK ${connection}: it answers again, after ${inMinutes(now - blind.since)}`,
  lead: `${blind.failures} readings had failed since ${near(blind.since, now)}. The last reason: ${blind.because}.`,
  provenance: { readAt: now, source: connection },
})
