import { UserError } from '../../errors.ts'
import type { Message } from '../../message/message.ts'
import { moment } from '../../message/time.ts'
import { isMutedAt } from '../../store/mutes.ts'
import { say } from '../../store/posts.ts'
import { addReading } from '../../store/readings.ts'
import { endWatchTurn, getWatch, type Watch, type WatchTurn } from '../../store/watches.ts'
import { judgementOf } from '../../watch/alert/judgement.ts'
import { clausesOf } from '../../watch/line/watch-text.ts'
import { turnAt } from '../../watch/schedule/turn.ts'
import type { Context } from '../context.ts'
import { personName } from '../person-name.ts'
import { answerId } from './answer-id.ts'
import { beginDeclared, storeBegun } from './begin-declared.ts'
import { unresolved } from './declared-watches.ts'
import { figuresIn, figuresOf } from './figures.ts'
import { happen, whenOf } from './happen.ts'
import { hiddenBecause } from './hidden.ts'
import { type MoreOfAlert, maySee, moreFor } from './more-of-alert.ts'
import { Overtaken, untilOurs } from './overtaken.ts'
import { pause } from './pause.ts'
import { readWatch } from './read-watch.ts'
import type { Readings } from './shared-readings.ts'
import { seeConnection } from './sight.ts'
import type { WatchAnswer, WatchRead } from './watch-read.ts'
import { memoryOf, memoryText, type Watched, type WatchReading, watchedOf } from './watched.ts'

type Tx = Parameters<typeof say>[0]

/** One turn of a watch that this replica has: reads if it is time, and stores what follows. */
export const watchTurn = async (context: Context, row: Watch, readings: Readings): Promise<void> => {
  const { world } = context
  const watched = understood(context, row)
  if (!watched) return
  const now = world.clock.now()
  const { clauses, schedule } = watched
  const run = turnAt({ schedule, zone: row.zone, missed: clauses.missed ?? 'once' }, row.due_at ?? now, now)
  if (row.args === unresolved) return beginTurn(context, watched, run.next)
  if (!run.reads) return commit(context, watched, async (_, { alert, digest }) => ({ due: run.next, alert, digest }))
  const wanted = whenOf(watched) ? 'figures' : 'message'
  await readings.turn()
  const read = await readWatch(context, { ...row, owner: watched.owner }, wanted, readings)
  await readings.turn()
  await world.faults.at('watch:read')
  if (read.how === 'stopped') return void (await pause(context, watched, read))
  const hidden = read.how === 'answered' && hiddenBecause(watched, read)
  if (hidden) return void (await pause(context, watched, { why: hidden, isPosted: true }))
  world.log.info('watch', { watch: row.id, connection: row.connection, how: read.how })
  const more = await moreFor(context, watched, read)
  await readings.turn()
  await commit(context, watched, (tx, current) => follow(context, tx, watched, { current, read, more, due: run.next }))
}

/** When the first reading is tried again, in milliseconds: until it succeeds nothing is watched. */
const againMs = 60_000

/** The first turn of a watch of the settings. */
const beginTurn = async (context: Context, watched: Watched, due: number): Promise<void> => {
  const begun = await beginDeclared(context, watched)
  const soon = Math.min(due, context.world.clock.now() + againMs)
  if (begun.how === 'stopped') return void (await pause(context, watched, begun))
  await commit(context, watched, async (tx, current) => {
    if (begun.how !== 'begun') return follow(context, tx, watched, { current, read: begun, more: {}, due: soon })
    await storeBegun(context, tx, begun)
    return { due: begun.due, alert: null, digest: null, readAt: context.world.clock.now() }
  })
}

const understood = (context: Context, row: Watch): Watched | undefined => {
  try {
    return watchedOf(row)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    context.world.log.error('watch.clauses', { watch: row.id }, error)
    return undefined
  }
}

/** Ends the turn with what `work` stores; nothing is stored if somebody else has the watch by now, or it was paused. */
const commit = (
  { store }: Context,
  { row }: Watched,
  work: (tx: Tx, current: Watch) => Promise<WatchTurn>,
): Promise<void> =>
  untilOurs(async () => {
    const current = await getWatch(store.db, row.id)
    const by = row.held_by
    if (!current || by === null || current.held_by !== by || current.paused !== null) return
    await store.transaction(async (tx) => {
      const turn = await work(tx, current)
      if (!(await endWatchTurn(tx, { id: row.id, by, before: current.alert }, turn))) throw new Overtaken()
    })
  })

interface Followed {
  readonly current: Watch
  readonly read: Exclude<WatchRead, { readonly how: 'stopped' }>
  readonly more: MoreOfAlert
  readonly due: number
}

const follow = async (
  context: Context,
  tx: Tx,
  watched: Watched,
  { current, read, more, due }: Followed,
): Promise<WatchTurn> => {
  const now = context.world.clock.now()
  const { row } = watched
  const memory = memoryOf(current)
  const kept = { due, digest: current.digest }
  if (read.how !== 'answered') {
    const failed = { kind: 'failed', watch: row.id, because: read.how === 'failed' ? read.because : '' } as const
    if (read.how === 'failed') await seeConnection(context, tx, row, failed, now)
    const after = await happen(context, tx, { watched, memory }, { event: { kind: 'time' } }, now)
    return { ...kept, alert: memoryText(after) }
  }
  await seeConnection(context, tx, row, { kind: 'answered' }, now)
  const when = whenOf(watched)
  if (!when) {
    const digest = await publish(context, tx, watched, { current, read, now })
    return { ...kept, digest, alert: current.alert, readAt: now }
  }
  const figureOf = figuresOf(read.answer, read.table)
  const figures = figuresIn(when.raise, figureOf)
  await addReading(tx, row.id, now, figures)
  const reading = {
    at: read.at,
    figures,
    ...(maySee(watched, read) && { answer: { ...shownPart(read.message), ...more } }),
  }
  const judged = { kind: 'reading', ...judgementOf(when, read.offer, figureOf) } as const
  const gone = read.answer.unchecked && { event: { kind: 'gone' } as const, why: `${read.answer.title}.` }
  const after = await happen(context, tx, { watched, memory }, gone || { event: judged, reading }, now)
  return { ...kept, alert: memoryText(after), readAt: now }
}

/** What of an answer an alert shows. */
const shownPart = ({
  title,
  lists = [],
  next = [],
  labels = [],
  provenance,
}: Message): NonNullable<WatchReading['answer']> => ({
  title,
  lists: lists.filter(({ items }) => items.length > 0),
  next,
  labels,
  ...(provenance && { provenance }),
})

/** What of an answer counts as a change. */
const essence = ({ title, facts, fields, lists, table, diff, output }: Message) =>
  JSON.stringify({ title, facts, fields, lists, table: table?.rows, diff, output })

/** Posts an answer, unless its connection is muted, or only changes are posted and it is the one before; gives what is remembered of it. */
const publish = async (
  { store, world }: Context,
  tx: Tx,
  { row, owner, clauses }: Watched,
  { current, read: { message }, now }: { readonly current: Watch; readonly read: WatchAnswer; readonly now: number },
): Promise<string | null> => {
  const before = current.digest === null ? undefined : (JSON.parse(current.digest) as Remembered)
  const known: Remembered = { mac: store.mac(essence(message)), title: message.title, at: now }
  const isOnChange = clauses.posts === 'changes'
  if (isOnChange && (!before || before.mac === known.mac)) return before ? current.digest : JSON.stringify(known)
  if (await isMutedAt(tx, row.connection, now)) return isOnChange ? current.digest : null
  const note = `Watch ${row.id} of ${personName(owner.name)}: ${clausesOf(clauses)}.`
  const lead = isOnChange && before ? `Changed since ${moment(before.at)}, when it was: ${before.title}` : message.lead
  const posted = { ...message, ...(lead && { lead }), notes: [...(message.notes ?? []), note] }
  await say(tx, { id: answerId(world, row.id), channel: row.channel, message: posted }, now)
  return isOnChange ? JSON.stringify(known) : null
}

interface Remembered {
  readonly mac: string
  readonly title: string
  readonly at: number
}
