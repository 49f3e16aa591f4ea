import type { Transaction } from 'kysely'
import { endAlert, insertAlert } from '../../store/alerts.ts'
import { isMutedAt } from '../../store/mutes.ts'
import { say } from '../../store/posts.ts'
import type { Schema } from '../../store/schema.ts'
import type { Say } from '../../watch/alert/alert.ts'
import { holdsOf } from '../../watch/alert/holds-of.ts'
import { type AlertEvent, type Noise, react } from '../../watch/alert/react.ts'
import type { When } from '../../watch/condition/condition.ts'
import type { Offer } from '../../watch/condition/fit.ts'
import type { Context } from '../context.ts'
import { type AlertAbout, alertMessage, alertReply, placeOf } from './alert-message.ts'
import { placeInStorm } from './storm.ts'
import type { Watched, WatchMemory, WatchReading } from './watched.ts'

/** Something that happens to a watch. */
export interface Happening {
  readonly event: AlertEvent
  /** What was just read. */
  readonly reading?: WatchReading
  /** Whoever pressed. */
  readonly by?: string
  /** Why it is no longer checked, in a sentence. */
  readonly why?: string
}

/** The condition of a watch; undefined if it posts each answer, or each change. */
export const whenOf = ({ clauses: { posts } }: Watched): When | undefined =>
  posts === undefined || posts === 'changes' ? undefined : posts.when

/** What the command of a watch declares; nothing if it is a command no more. */
const offerOf = ({ commands }: Pick<Context, 'commands'>, { row }: Watched): Offer => {
  const command = commands.find(({ name }) => name === row.command)
  return { facts: (command?.kind === 'read' ? command.facts : undefined) ?? {} }
}

const noiseOf = (when: When, { schedule }: Watched, isMuted: boolean): Noise => ({
  ...holdsOf(when, schedule),
  steps: [],
  ping: 'never',
  isQuiet: false,
  isMuted,
})

/**
 * What follows for the alert of a watch: stores what is to be said in this transaction, and gives what is remembered from
 * then on. Nothing follows for a watch without a condition.
 */
export const happen = async (
  context: Pick<Context, 'commands' | 'world'>,
  tx: Transaction<Schema>,
  { watched, memory }: { readonly watched: Watched; readonly memory: WatchMemory },
  { event, reading, by, why }: Happening,
  now: number,
): Promise<WatchMemory> => {
  const when = whenOf(watched)
  if (!when) return memory
  const isMuted = await isMutedAt(tx, watched.row.connection, now)
  const { state, says, ended } = react(memory.state, event, now, noiseOf(when, watched, isMuted))
  const last = reading ?? memory.last
  const isRaised = says.some(({ kind }) => kind === 'post')
  const known = isRaised ? { id: context.world.ids.id(), figures: last?.figures ?? {} } : memory.alert
  const next = { state, ...(last && { last }), ...(state.open && known && { alert: known }) }
  const alert = state.open ?? ended?.alert
  if (!known || !alert) return next
  const { id, figures: raised } = known
  const about: AlertAbout = {
    watched,
    when,
    offer: offerOf(context, watched),
    id,
    alert,
    last,
    raised,
    why,
    ...(ended && { ending: ended.ending }),
  }
  if (isRaised) await insertAlert(tx, { id, watch: watched.row.id, post: id, raised_at: now })
  const { channel } = watched.row
  const parent = isRaised ? await placeInStorm(context, tx, { channel, name: placeOf(watched) }, now) : undefined
  for (const one of says) await sayOne(tx, about, one, { by, now, parent })
  if (ended) await endAlert(tx, id, { at: now, ending: ended.ending, last: alert })
  return next
}

const sayOne = async (
  tx: Transaction<Schema>,
  about: AlertAbout,
  one: Say,
  { by, now, parent }: { readonly by: string | undefined; readonly now: number; readonly parent: string | undefined },
): Promise<void> => {
  const { id } = about
  const { channel } = about.watched.row
  if (one.kind === 'post' || one.kind === 'edit')
    return say(tx, { id, channel, ...(parent && { parent }), message: alertMessage(about, now) }, now)
  const message = alertReply(about, one.what, { by, now })
  const reply = { id: `${id}:${now}:${one.what}`, channel, parent: id, message }
  await say(tx, { ...reply, ...(one.kind === 'broadcast' && { broadcast: true as const }) }, now)
}
