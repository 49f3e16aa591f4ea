import type { Transaction } from 'kysely'
import { endAlert, insertAlert } from '../../store/alerts.ts'
import { isMutedAt } from '../../store/mutes.ts'
import { say } from '../../store/posts.ts'
import { readingBefore } from '../../store/readings.ts'
import type { Schema } from '../../store/schema.ts'
import type { Say } from '../../watch/alert/alert.ts'
import type { ChannelNoise } from '../../watch/alert/channel-noise.ts'
import { holdsOf } from '../../watch/alert/holds-of.ts'
import { type AlertEvent, type Noise, react } from '../../watch/alert/react.ts'
import type { When } from '../../watch/condition/condition.ts'
import type { Offer } from '../../watch/condition/fit.ts'
import type { Context } from '../context.ts'
import type { AlertAbout } from './alert-about.ts'
import { alertGist, alertMessage, alertReply } from './alert-message.ts'
import { alertList, changedSince, goesToThread, namesOtherThan } from './alert-names.ts'
import { keptFigures } from './figures.ts'
import { channelNoise } from './noise.ts'
import { groupOf, tellOfPing } from './pings.ts'
import { placeInStorm } from './storm.ts'
import { placeOf, type RaisedAlert, type Watched, type WatchMemory, type WatchReading } from './watched.ts'
import { raisedWords } from './wording.ts'

/** Something that happens to a watch. */
export interface Happening {
  readonly event: AlertEvent
  /** What was just read. */
  readonly reading?: WatchReading
  /** Whoever pressed. */
  readonly by?: string
  /** Why it is no longer checked, in a sentence. */
  readonly why?: string
  /** False if nothing new can be posted there: then only what is there is edited. */
  readonly isPosted?: boolean
}

/** The condition of a watch; undefined if it posts each answer, or each change. */
export const whenOf = ({ clauses: { posts } }: Watched): When | undefined =>
  posts === undefined || posts === 'changes' ? undefined : posts.when

/** What the command of a watch declares; nothing if it is a command no more. */
const offerOf = ({ commands }: Pick<Context, 'commands'>, { row }: Watched): Offer => {
  const command = commands.find(({ name }) => name === row.command)
  return { facts: (command?.kind === 'read' ? command.facts : undefined) ?? {} }
}

const noiseOf = (
  when: When,
  watched: Watched,
  { channel, isMuted, now }: { readonly channel: ChannelNoise; readonly isMuted: boolean; readonly now: number },
): Noise => ({
  ...holdsOf(when, watched.schedule),
  steps: [],
  ping: groupOf(watched, channel) === undefined ? 'never' : watched.clauses.ping?.always ? 'always' : 'by day',
  isQuiet: channel.isQuiet(now),
  pauseMs: channel.worseMs,
  isMuted,
})

/**
 * What follows for the alert of a watch: stores what is to be said in this transaction, and gives what is remembered from
 * then on. Nothing follows for a watch without a condition.
 */
export const happen = async (
  context: Pick<Context, 'alerts' | 'commands' | 'shared' | 'world'>,
  tx: Transaction<Schema>,
  { watched, memory }: { readonly watched: Watched; readonly memory: WatchMemory },
  { event, reading, by, why, isPosted = true }: Happening,
  now: number,
): Promise<WatchMemory> => {
  const when = whenOf(watched)
  if (!when) return memory
  const isMuted = await isMutedAt(tx, watched.row.connection, now)
  const { channel } = watched.row
  const noise = channelNoise(context, channel)
  const { state, says, ended } = react(
    memory.state,
    event,
    now,
    noiseOf(when, watched, { channel: noise, isMuted, now }),
  )
  const pingsNobody = reading
    ? await tellOfPing(context, tx, { watched, noise, isKnown: memory.pingsNobody }, now)
    : memory.pingsNobody
  const last = reading ?? memory.last
  const before = reading ? memory.last && { at: memory.last.at, figures: memory.last.figures } : memory.before
  const [post] = says.filter((one) => one.kind === 'post')
  const group = groupOf(watched, noise)
  const wanted = post?.ping === true ? group : undefined
  const offer = offerOf(context, watched)
  const words = raisedWords(when.raise, keptFigures(last?.figures ?? {}), offer)
  const name = `${placeOf(watched)}: ${words}`
  const raisedIn = { channel, name, most: noise.storm, ping: wanted, alarm: last?.answer?.alarm }
  const parent = post && (await placeInStorm(context, tx, raisedIn, now))
  const ping = parent === undefined ? wanted : undefined
  const was = post && state.open && (await readingBefore(tx, watched.row.id, state.open.since))
  const raised: RaisedAlert | undefined = post
    ? {
        id: context.world.ids.id(),
        figures: last?.figures ?? {},
        ...(was && { was }),
        ...(ping !== undefined && { ping }),
        ...(parent !== undefined && { inStorm: true }),
      }
    : memory.alert
  const isListed = state.open !== undefined && raised !== undefined && goesToThread(raised, reading, isMuted)
  const known: RaisedAlert | undefined = raised && { ...raised, ...(isListed && { listed: true }) }
  const next = {
    state,
    ...(last && { last }),
    ...(before && { before }),
    ...(pingsNobody && { pingsNobody }),
    ...(state.open && known && { alert: known }),
  }
  const alert = state.open ?? ended?.alert
  if (!known || !alert) return next
  const { id } = known
  const about: AlertAbout = {
    watched,
    when,
    offer,
    alert,
    last,
    before,
    raised: known,
    why,
    ...(ended && { ending: ended.ending }),
  }
  if (post) await insertAlert(tx, { id, watch: watched.row.id, post: id, raised_at: now })
  const isOther = state.open !== undefined && namesOtherThan(memory.last, reading)
  const isShown = says.some(({ kind }) => kind === 'post' || kind === 'edit')
  const isChanged = state.open !== undefined && changedSince(memory.last, reading)
  const edits: readonly Say[] = (isOther || isChanged) && !isShown ? [{ kind: 'edit' }] : []
  const said = [...edits, ...says].filter(({ kind }) => isPosted || kind === 'edit')
  for (const one of said) await sayOne(tx, about, one, { by, now, parent, group })
  const list = isListed && (isOther || raised?.listed !== true) && alertList(about)
  if (list) await say(tx, { id: `${id}:list`, channel, parent: id, message: list }, now)
  if (ended) await endAlert(tx, id, { at: now, ending: ended.ending, last: alert })
  return next
}

const sayOne = async (
  tx: Transaction<Schema>,
  about: AlertAbout,
  one: Say,
  {
    by,
    now,
    parent,
    group,
  }: {
    readonly by: string | undefined
    readonly now: number
    readonly parent: string | undefined
    /** The group that is pinged if that is to be. */
    readonly group: string | undefined
  },
): Promise<void> => {
  const { id } = about.raised
  const { channel } = about.watched.row
  if (one.kind === 'post' || one.kind === 'edit') {
    const message = alertMessage(about, now)
    return say(tx, { id, channel, ...(parent && { parent }), message, gist: alertGist(about, message) }, now)
  }
  const pings = one.kind === 'broadcast' && one.ping && group !== undefined
  const message = { ...alertReply(about, one.what, { by, now }), ...(pings && { ping: group }) }
  const reply = { id: `${id}:${now}:${one.what}`, channel, parent: id, message }
  await say(tx, { ...reply, ...(one.kind === 'broadcast' && { broadcast: true as const }) }, now)
}
