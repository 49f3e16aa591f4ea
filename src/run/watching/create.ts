import { SystemError, UserError } from '../../errors.ts'
import type { Message } from '../../message/message.ts'
import { moment } from '../../message/time.ts'
import type { Principal } from '../../policy/person.ts'
import { insertWatch, listWatches, nextWatchId } from '../../store/watches.ts'
import { clausesOf } from '../../watch/line/watch-text.ts'
import { nextRun } from '../../watch/schedule/next-run.ts'
import { asOfNow } from '../as-of-now.ts'
import type { Context } from '../context.ts'
import { personName } from '../person-name.ts'
import { resolvedLine } from './first-reading.ts'
import { needsOwn } from './needs-own.ts'
import { channelFor, type WatchPlace } from './place.ts'
import { NotRead, readFirst } from './read-first.ts'
import { isDirect } from './read-watch.ts'
import { confirmedShown } from './shown-to.ts'
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
  const asked = { command, line, channel }
  const begin = async (isOwn: boolean): Promise<Message> => {
    const { connection, args } = await resolvedLine(context, principal, { ...asked, isOwn })
    const shown = { channel, line, connection: connection.id }
    const isConfirmed = isOwn && !isDirect(channel)
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
      shown_to: isConfirmed ? await confirmedShown(context, principal, shown, place.values) : null,
    }
    const watched = { row, owner: principal, clauses, schedule: scheduleOf(clauses) }
    const now = await readFirst(context, watched, 'Nothing is watched')
    return store(context, { ...watched, clauses: now.clauses }, now.says)
  }
  if (command.answers === 'personal' && !isDirect(channel)) return begin(true)
  return begin(isDirect(channel)).catch(async (error: unknown) => {
    const isFailure = error instanceof SystemError || error instanceof NotRead
    if (isFailure && (await needsOwn(context, principal, { channel, connection: error.connection, kind: error.kind })))
      return begin(true)
    throw error
  })
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
    const shown = row.shown_to === null ? {} : { shownTo: JSON.parse(row.shown_to) }
    await context.store.audit.append(tx, 'watch', { ...who, ...about, clauses: typed, ...shown })
    await insertWatch(tx, { ...row, id: number, clauses: typed, due_at: due })
    return number
  })
  return {
    tone: 'applied',
    title: `Applied: watch ${id} on ${row.connection}: ${subjectOf(row)}, ${typed}`,
    lead: [...says, `First reading at ${moment(due)}.`].join(' '),
    notes: [
      row.shown_to === null
        ? 'It reads with the rights of whoever created it. If that person loses them or leaves the channel, it pauses and says so.'
        : `It reads with the access of ${personName(owner.name)} alone, who confirmed that this channel sees it. If that ends, it pauses and says so.`,
    ],
    next: [`cox watch test ${id}`, `cox watch pause ${id}`, 'cox watches'],
  }
}
