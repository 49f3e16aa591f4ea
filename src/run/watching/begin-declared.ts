import type { Transaction } from 'kysely'
import type { Message } from '../../message/message.ts'
import { moment } from '../../message/time.ts'
import type { Principal } from '../../policy/person.ts'
import { say } from '../../store/posts.ts'
import type { Schema } from '../../store/schema.ts'
import { settleWatch } from '../../store/watches.ts'
import { clausesOf } from '../../watch/line/watch-text.ts'
import { nextRun } from '../../watch/schedule/next-run.ts'
import type { Context } from '../context.ts'
import { personName } from '../person-name.ts'
import { settingOf } from './declared-watches.ts'
import { firstReading, resolvedLine } from './first-reading.ts'
import { needsOwn } from './needs-own.ts'
import { failureOf, mayRead } from './read-watch.ts'
import { seeConnection } from './sight.ts'
import { mayPing } from './watch-asked.ts'
import type { WatchRead } from './watch-read.ts'
import { subjectOf, type Watched } from './watched.ts'

/** A watch of the settings after its first reading. */
interface BegunDeclared {
  readonly how: 'begun'
  /** With its names as ids, and its clauses as they fit. */
  readonly watched: Watched
  readonly says: readonly string[]
  /** When it reads next. */
  readonly due: number
}

/** Reads a watch of the settings for the first time: only that shows whether it can be read. Never throws. */
export const beginDeclared = async (
  context: Context,
  watched: Watched,
): Promise<BegunDeclared | Exclude<WatchRead, { readonly how: 'answered' }>> => {
  const { row, schedule } = watched
  const { commands, world } = context
  const command = commands.find(({ name }) => name === row.command)
  const reads = { ...row, owner: watched.owner }
  try {
    if (command?.kind !== 'read')
      return { how: 'stopped', why: `“${row.command}” is not a command any more.`, isPosted: true }
    const right = await mayRead(context, reads, command)
    if (!('principal' in right)) return right
    const { principal } = right
    mayPing(context, row.channel, watched.clauses)
    const { connection, args } = await resolvedLine(context, principal, {
      command,
      line: row.line,
      channel: row.channel,
    })
    const named = {
      ...row,
      connection: connection.id,
      args: JSON.stringify(args),
      principal: JSON.stringify(principal),
    }
    const read = await firstReading(context, { ...watched, row: named, owner: principal })
    if (read.how === 'failed') return unlessOwn(context, principal, named, read)
    if (read.how !== 'begun') return read
    const clauses = { ...read.clauses, schedule }
    const due = nextRun(schedule, row.zone, world.clock.now())
    return { how: 'begun', watched: { ...watched, row: named, owner: principal, clauses }, says: read.says, due }
  } catch (error) {
    const failure = failureOf(context, reads, error)
    return failure.how === 'failed' ? unlessOwn(context, reads.owner, row, failure) : failure
  }
}

type Failed = Extract<WatchRead, { readonly how: 'failed' }>

/** A failure, unless it is one that only access of the owner's own can end: nobody confirmed to show that. */
const unlessOwn = async (
  context: Context,
  owner: Principal,
  { channel, connection }: Pick<Watched['row'], 'channel' | 'connection'>,
  failed: Failed,
): Promise<Failed | Extract<WatchRead, { readonly how: 'stopped' }>> => {
  if (!(await needsOwn(context, owner, { channel, connection, kind: failed.kind }))) return failed
  const name = personName(owner.name)
  const why = `${name} reads ${connection} with access of their own, and the settings can't show that to others. ${name} can type the line in this channel.`
  return { how: 'stopped', why, isPosted: true }
}

/** Stores what the first reading found out, and says it in the channel. */
export const storeBegun = async (
  context: Context,
  tx: Transaction<Schema>,
  { watched: { row, owner, clauses }, says, due }: BegunDeclared,
): Promise<void> => {
  const { principal, connection, args } = row
  const typed = clausesOf(clauses)
  const now = context.world.clock.now()
  await seeConnection(context, tx, row, { kind: 'answered' }, now)
  await settleWatch(tx, row.id, { principal, connection, args, clauses: typed })
  const message: Message = {
    tone: 'answer',
    title: `WATCHING ${connection}: ${subjectOf(row)}, ${typed}`,
    lead: [...says, `Next reading at ${moment(due)}.`].join(' '),
    notes: [whose(row, owner)],
    next: [`cox watch test ${row.id}`, `cox watch pause ${row.id}`, 'cox watches'],
  }
  await say(tx, { id: context.world.ids.id(), channel: row.channel, message }, now)
}

const whose = (row: Watched['row'], { name }: Principal): string =>
  `Watch ${row.id}, which the settings declare (${settingOf(row)}). It reads with the rights of ${personName(name)}; without them it pauses and says so.`
