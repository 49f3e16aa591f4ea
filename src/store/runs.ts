import type { Kysely, Selectable } from 'kysely'
import type { Store } from './db.ts'
import { isOver, renewLease, takeLease } from './lease.ts'
import { pieces } from './pieces.ts'
import type { RunTable, Schema } from './schema.ts'

export type Run = Selectable<RunTable>

/** How long a run counts as alive after its process last said so, in milliseconds. */
export const runLeaseMs = 60_000
/** How far back it is counted what people use, in milliseconds. */
const usedMs = 30 * 24 * 60 * 60_000

/** A button that was pressed, and the proposal that it decides about. */
export interface PressBegun {
  readonly does: string
  readonly proposal: string
}

/** A run that begins. */
export interface Begun {
  readonly id: string
  readonly principal: { readonly id: string }
  readonly line: string
  readonly replica: string
  /** Where it was asked; absent at a terminal. */
  readonly channel?: string
  readonly thread?: string
  /** Absent if a line was typed. */
  readonly press?: PressBegun
}

/** Stores a run that begins, held by its replica. */
export const insertRun = async (db: Kysely<Schema>, begun: Begun, now: number): Promise<void> => {
  const { id, principal, line, replica, channel = null, thread = null, press } = begun
  const asked = { id, principal: JSON.stringify(principal), person: principal.id, channel, thread, line }
  const held = { started_at: now, held_by: replica, lease_until: now + runLeaseMs }
  const open = {
    command: null,
    ending: null,
    next: '[]',
    ended_at: null,
    resume: null,
    press: press ? JSON.stringify(press) : null,
  }
  await db
    .insertInto('runs')
    .values({ ...asked, ...held, ...open })
    .execute()
}

/** How a run ended, the command that its line turned out to be, and the lines that its buttons stand for. */
export interface Ended {
  readonly ending: string
  readonly command?: string
  readonly next: readonly string[]
}

/** Ends a run; false where it has ended already. */
export const endRun = async (db: Kysely<Schema>, id: string, ended: Ended, now: number): Promise<boolean> => {
  const { ending, command = null, next } = ended
  const { numUpdatedRows } = await db
    .updateTable('runs')
    .set({ ending, command, next: JSON.stringify(next), ended_at: now, resume: null })
    .where('id', '=', id)
    .where('ending', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** The run of that id, or undefined. */
export const getRun = (db: Kysely<Schema>, id: string): Promise<Run | undefined> =>
  db.selectFrom('runs').selectAll().where('id', '=', id).executeTakeFirst()

/** A line that was typed, and the command that it turned out to be. */
export interface RecentLine {
  readonly line: string
  readonly command: string
}

/** The last lines of a person (`Principal.id`) that were commands, newest first, each once. */
export const recentRuns = async (db: Kysely<Schema>, person: string, limit: number): Promise<RecentLine[]> => {
  const rows = await db
    .selectFrom('runs')
    .select(['line', 'command', ({ fn }) => fn.max('started_at').as('latest')])
    .where('person', '=', person)
    .where('command', 'is not', null)
    .groupBy(['line', 'command'])
    .orderBy('latest', 'desc')
    .orderBy('line')
    .limit(2 * limit)
    .execute()
  const lines = new Map<string, RecentLine>()
  for (const { line, command } of rows) {
    if (lines.size < limit && command !== null && !lines.has(line)) lines.set(line, { line, command })
  }
  return [...lines.values()]
}

/** The names of the commands that were run most in the last 30 days, by everybody. */
export const mostUsed = async (db: Kysely<Schema>, now: number, limit: number): Promise<string[]> => {
  const rows = await db
    .selectFrom('runs')
    .select(['command', ({ fn }) => fn.countAll().as('times')])
    .where('started_at', '>=', now - usedMs)
    .where('command', 'is not', null)
    .groupBy('command')
    .orderBy('times', 'desc')
    .orderBy('command')
    .limit(limit)
    .execute()
  return rows.flatMap(({ command }) => command ?? [])
}

/** How long a run may take at all, in milliseconds; after that its answer has been lost, even if its process lives. */
const longestMs = 15 * 60_000
/** The same of one that goes on elsewhere, in milliseconds. */
const longestElsewhereMs = 60 * 60_000

/** Says that these runs go on. */
export const renewRuns = async (db: Kysely<Schema>, ids: readonly string[], now: number): Promise<void> => {
  for (const some of pieces(ids))
    await renewLease(db, 'runs', now + runLeaseMs, (row) =>
      row.and([
        row('id', 'in', some),
        row('ending', 'is', null),
        row.or([
          row('started_at', '>', now - longestMs),
          row.and([row('resume', 'is not', null), row('started_at', '>', now - longestElsewhereMs)]),
        ]),
      ]),
    )
}

/** All runs that are open belong to a process that is gone: for whoever knows that there is no other. */
export const endLeases = async (db: Kysely<Schema>): Promise<void> => {
  await renewLease(db, 'runs', 0, (row) => row('ending', 'is', null))
}

/** Stores what another process needs to go on with a run; false if the run isn't this one's any more. */
export const setResume = async (
  db: Kysely<Schema>,
  { id, by, resume }: { readonly id: string; readonly by: string; readonly resume: string },
): Promise<boolean> => {
  const ours = db.updateTable('runs').set({ resume }).where('id', '=', id).where('held_by', '=', by)
  return (await ours.where('ending', 'is', null).executeTakeFirst()).numUpdatedRows === 1n
}

/** Whether a run goes on and is this process's. */
export const isOurRun = async (db: Kysely<Schema>, id: string, by: string): Promise<boolean> => {
  const row = await getRun(db, id)
  return row?.ending === null && row.held_by === by
}

/** Leaves a run to the next process that looks for one, at once. */
export const leaveRun = (db: Kysely<Schema>, id: string, by: string): Promise<number> =>
  renewLease(db, 'runs', 0, (row) =>
    row.and([row('id', '=', id), row('held_by', '=', by), row('resume', 'is not', null), row('ending', 'is', null)]),
  )

/** Sets the line of a run, once all that it names is known. */
export const setLine = async (db: Kysely<Schema>, id: string, line: string): Promise<void> => {
  await db.updateTable('runs').set({ line }).where('id', '=', id).execute()
}

/** Forgets a run: what strangers type is not kept, nor a line that was refused. */
export const dropRun = async (db: Kysely<Schema>, id: string): Promise<void> => {
  await db.deleteFrom('runs').where('id', '=', id).execute()
}

/** Takes the runs whose process is gone, to tell their people; each goes to one replica only. */
export const takeDeadRuns = (store: Store, by: string, now: number): Promise<Run[]> =>
  store.transaction((tx) =>
    takeLease(
      tx,
      'runs',
      { by, until: now + runLeaseMs },
      { where: (row) => row.and([row('ending', 'is', null), isOver(row, now)]) },
    ),
  )
