import type { Transaction } from 'kysely'
import { Cursor } from '../../command/clauses/cursor.ts'
import { UserError } from '../../errors.ts'
import { literal } from '../../message/literal.ts'
import type { Message } from '../../message/message.ts'
import { duration, moment } from '../../message/time.ts'
import type { Principal } from '../../policy/person.ts'
import { type Mute, mute, mutesNow, unmute } from '../../store/mutes.ts'
import { say } from '../../store/posts.ts'
import type { Schema } from '../../store/schema.ts'
import { listWatches } from '../../store/watches.ts'
import { takeSpan } from '../../watch/span.ts'
import { idNamed } from '../connection-called.ts'
import type { Context } from '../context.ts'
import { personName } from '../person-name.ts'
import type { WatchPlace } from './place.ts'

/** A longer silence is a watch that should be paused, which a channel is reminded of. */
const longestMs = 7 * 24 * 60 * 60_000

/** Who mutes or unmutes, and where that was typed. */
interface Muting {
  readonly principal: Principal
  readonly place: WatchPlace
  /** The connection as it was typed. */
  readonly text: string
}

/** `for 2h`, `30m`, in milliseconds; throws UserError. */
const spanIn = (time: string): number => {
  const cursor = new Cursor(time)
  cursor.takeWords('for')
  const span = takeSpan(cursor)
  if (span === undefined || cursor.next !== undefined)
    throw new UserError(`“${literal(time, 60)}” is not a length of time. Type “for 30m” or “for 2h”.`)
  if (span > longestMs) throw new UserError('A mute lasts 7 days at most. Pause a watch that is not needed for longer.')
  return span
}

const whoMuted = ({ principal }: Pick<Mute, 'principal'>): string =>
  personName((JSON.parse(principal) as Principal).name)

/** `rudder/prod until 2026-11-30 11:05 UTC, by marc: deploy`. */
export const muteWords = (one: Mute): string =>
  `${one.connection} until ${moment(one.until)}, by ${whoMuted(one)}${one.because === null ? '' : `: ${literal(one.because, 200)}`}`

/** Stores a message for each other channel that watches the connection; gives how many watches read it in all. */
const sayElsewhere = async (
  { world }: Pick<Context, 'world'>,
  tx: Transaction<Schema>,
  { connection, place }: { readonly connection: string; readonly place: WatchPlace },
  message: Message,
): Promise<number> => {
  const watches = (await listWatches(tx)).filter((row) => row.connection === connection && row.paused === null)
  const channels = new Set(watches.map(({ channel }) => channel).filter((channel) => channel !== place.channel))
  for (const channel of [...channels].sort()) await say(tx, { id: world.ids.id(), channel, message }, world.clock.now())
  return watches.length
}

const readBy = (watches: number): string =>
  watches === 0
    ? 'No watch reads it now.'
    : `${watches} ${watches === 1 ? 'watch keeps reading it, but posts' : 'watches keep reading it, but post'} nothing new.`

/** Mutes a connection until a time, in all channels, which hear of it; what was muted before is replaced. */
export const muteByHand = async (
  context: Context,
  { principal, place, text }: Muting,
  { time, reason }: { readonly time: string; readonly reason: string | undefined },
): Promise<Message> => {
  const { store, world, policy, connections } = context
  const ids = connections.map(({ connection }) => connection.id)
  const connection = idNamed(text, ids)
  const now = world.clock.now()
  const row: Mute = {
    connection,
    principal: JSON.stringify(principal),
    because: reason ?? null,
    at: now,
    until: now + spanIn(time),
  }
  const title = `Applied: alerts of ${connection} are muted for ${duration(row.until - now)}`
  const why = reason === undefined ? '' : `: ${literal(reason, 200)}`
  const who = `Until ${moment(row.until)}, by ${personName(principal.name)}${why}.`
  const notes = [
    `Open alerts are still updated, without new messages. What still holds when the mute ends is posted then. “/cox unmute ${connection}” ends it earlier.`,
  ]
  const watches = await store.transaction(async (tx) => {
    const about = { connection, because: row.because, until: row.until, channel: place.channel ?? null }
    await store.audit.append(tx, 'mute', { principal: principal.id, human: policy.human(principal), ...about })
    await mute(tx, row)
    const message: Message = { tone: 'applied', title, lead: `${who} Watches post nothing new until then.`, notes }
    return sayElsewhere(context, tx, { connection, place }, message)
  })
  return { tone: 'applied', title, lead: `${who} ${readBy(watches)}`, notes, next: [`cox unmute ${connection}`] }
}

/** Ends the mute of a connection; each channel that watches it hears of it. */
export const unmuteByHand = async (context: Context, { principal, place, text }: Muting): Promise<Message> => {
  const { store, world, policy, connections } = context
  const now = world.clock.now()
  const ids: readonly string[] = connections.map(({ connection }) => connection.id)
  const muted = (await mutesNow(store.db, now)).map(({ connection }) => connection)
  // A muted connection may no longer be in the settings.
  const connection = idNamed(text, [...ids, ...muted.filter((id) => !ids.includes(id))])
  const message: Message = {
    tone: 'applied',
    title: `Applied: alerts of ${connection} are posted again`,
    lead: `By ${personName(principal.name)}. What still holds is posted at the next reading of its watch.`,
  }
  const isEnded = await store.transaction(async (tx) => {
    if (!(await mutesNow(tx, now)).some((one) => one.connection === connection)) return false
    const about = { connection, channel: place.channel ?? null }
    await store.audit.append(tx, 'unmute', { principal: principal.id, human: policy.human(principal), ...about })
    if (!(await unmute(tx, connection, now))) throw new UserError(`${connection} is not muted.`)
    await sayElsewhere(context, tx, { connection, place }, message)
    return true
  })
  return isEnded ? message : { tone: 'answer', title: `${connection} is not muted.` }
}
