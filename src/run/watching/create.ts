import { SystemError, UserError } from '../../errors.ts'
import type { Message } from '../../message/message.ts'
import { moment } from '../../message/time.ts'
import type { Principal } from '../../policy/person.ts'
import { insertWatch, listWatches, nextWatchId } from '../../store/watches.ts'
import { clausesOf } from '../../watch/line/watch-text.ts'
import { nextRun } from '../../watch/schedule/next-run.ts'
import { asOfNow } from '../as-of-now.ts'
import type { Context } from '../context.ts'
import { readingAs } from '../reading.ts'
import { firstReading, resolvedLine } from './first-reading.ts'
import { channelFor, type WatchPlace } from './place.ts'
import { isDirect } from './read-watch.ts'
import { mayPing, watchAsked } from './watch-asked.ts'
import { scheduleOf, subjectOf, type Watched } from './watched.ts'

/** How many watches one person may have. */
const mostOfPerson = 50

/** Begins a watch as it was typed: `rudder compliance every 5m when failing > 10`. Throws UserError for what can't be watched. */
export const createWatch = async (
  context: Context,
  known: Principal,
  { place, typed }: { readonly place: WatchPlace; readonly typed: string },
): Promise<Message> => {
  const channel = channelFor(place)
  const ids = context.connections.map(({ connection }) => connection.id)
  const { line, command, clauses } = watchAsked({ commands: context.commands, connections: ids }, typed)
  mayPing(context, channel, clauses)
  const principal = await asOfNow(context, known, command)
  const { connection, args } = await resolvedLine(context, principal, { command, line, channel }).catch(
    (error: unknown) => orOwn(context, principal, { channel, error }),
  )
  const row = {
    id: '',
    principal: JSON.stringify(principal),
    person: principal.id,
    channel,
    zone: place.timeZone ?? 'UTC',
    connection: connection.id,
    line,
    command: command.name,
    args: JSON.stringify(args),
    clauses: '',
    due_at: null,
    created_at: context.world.clock.now(),
    paused: null,
    alert: null,
    digest: null,
    read_at: null,
    held_by: null,
    lease_until: null,
    declared: null,
    declaration: null,
  }
  const watched = { row, owner: principal, clauses, schedule: scheduleOf(clauses) }
  const now = await readFirst(context, watched).catch((error: unknown) =>
    orOwn(context, principal, { channel, connection: connection.id, error }),
  )
  return store(context, { ...watched, clauses: now.clauses }, now.says)
}

/** Throws what went wrong, or that it is read with access of the person's own, which a watch in a channel doesn't use. */
const orOwn = async (
  context: Context,
  principal: Principal,
  {
    channel,
    error,
    connection: id = error instanceof SystemError ? error.connection : undefined,
  }: { readonly channel: string; readonly error: unknown; readonly connection?: string },
): Promise<never> => {
  const found = readingAs(context, principal).connections.find(({ connection }) => connection.id === id)
  const isTheirs = (error instanceof SystemError || error instanceof NotRead) && !isDirect(channel)
  if (!isTheirs || !found || !(await found.connection.isPersonal())) throw error
  throw new UserError(
    `You read ${id} with access of your own, which a watch in a channel doesn't use. Type the line in your direct messages with me: then only you see it.`,
  )
}

/** It couldn't be read just now. */
class NotRead extends UserError {}

const readFirst = async (context: Context, watched: Watched) => {
  const read = await firstReading(context, watched)
  if (read.how === 'stopped') throw new UserError(read.why)
  if (read.how === 'unsure') throw new UserError("I couldn't check who you are just now. Try again.")
  if (read.how !== 'failed') return read
  const { connection } = watched.row
  throw new NotRead(`${connection} couldn't be read just now: ${read.because}. Nothing is watched; try again.`)
}

const store = async (context: Context, watched: Watched, says: readonly string[]): Promise<Message> => {
  const { row, owner, clauses, schedule } = watched
  const { world, policy } = context
  const typed = clausesOf({ ...clauses, schedule })
  const due = nextRun(schedule, row.zone, world.clock.now())
  const id = await context.store.transaction(async (tx) => {
    const all = (await listWatches(tx)).filter(({ person, declared }) => person === row.person && declared === null)
    if (all.length >= mostOfPerson)
      throw new UserError(`You have ${all.length} watches, and more are not allowed. Remove one first: “/cox watches”.`)
    const number = await nextWatchId(tx)
    const about = { watch: number, does: 'create', connection: row.connection, channel: row.channel, line: row.line }
    const who = { principal: owner.id, human: policy.human(owner) }
    await context.store.audit.append(tx, 'watch', { ...who, ...about, clauses: typed })
    await insertWatch(tx, { ...row, id: number, clauses: typed, due_at: due })
    return number
  })
  return {
    tone: 'applied',
    title: `Applied: watch ${id} on ${row.connection}: ${subjectOf(row)}, ${typed}`,
    lead: says.join(' '),
    notes: [
      'It reads with the rights of whoever created it. If that person loses them or leaves the channel, it pauses and says so.',
      `First reading at ${moment(due)}`,
    ],
    next: [`cox watch test ${id}`, `cox watch pause ${id}`, 'cox watches'],
  }
}
