import type { ExpressionBuilder, Kysely, Selectable, Transaction } from 'kysely'
import { endLease, noLease } from './lease.ts'
import type { Schema } from './schema.ts'
import type { WatchTable } from './schema-of-watches.ts'

export type Watch = Selectable<WatchTable>

type Fresh = 'paused' | 'alert' | 'digest' | 'read_at' | 'held_by' | 'lease_until'
type Declaration = Pick<Watch, 'declared' | 'declaration' | 'shown_to'>

/** A watch that begins. */
export type NewWatch = Omit<Watch, Fresh | keyof Declaration> & Partial<Declaration>

const fresh = { paused: null, alert: null, digest: null, read_at: null, ...noLease('watches') }

export const insertWatch = async (tx: Transaction<Schema>, watch: NewWatch): Promise<void> => {
  const typed = { declared: null, declaration: null, shown_to: null }
  await tx
    .insertInto('watches')
    .values({ ...typed, ...watch, ...fresh })
    .execute()
}

export const getWatch = (db: Kysely<Schema>, id: string): Promise<Watch | undefined> =>
  db.selectFrom('watches').selectAll().where('id', '=', id).executeTakeFirst()

/** The watches of a channel, or all, oldest first. */
export const listWatches = (db: Kysely<Schema>, channel?: string): Promise<Watch[]> => {
  const all = db.selectFrom('watches').selectAll().orderBy('created_at').orderBy('id')
  return (channel === undefined ? all : all.where('channel', '=', channel)).execute()
}

/** The watches that the settings declare, by their names there. */
export const declaredWatches = (db: Kysely<Schema>): Promise<Watch[]> =>
  db.selectFrom('watches').selectAll().where('declared', 'is not', null).orderBy('declared').execute()

/** The watch of that name in the settings. */
export const declaredWatch = (db: Kysely<Schema>, declared: string): Promise<Watch | undefined> =>
  db.selectFrom('watches').selectAll().where('declared', '=', declared).executeTakeFirst()

/** Lets a watch of the settings begin anew as another one; false, and nothing changes, if the settings said something else of it by now. */
export const replaceWatch = async (
  tx: Transaction<Schema>,
  { id, declaration }: Pick<Watch, 'id' | 'declaration'>,
  watch: NewWatch,
): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('watches')
    .set({ ...watch, ...fresh })
    .where('id', '=', id)
    .where('declaration', '=', declaration)
    .executeTakeFirst()
  await tx.deleteFrom('readings').where('watch', '=', id).execute()
  return numUpdatedRows === 1n
}

/** Stores what the first reading of a watch found out: for whom it reads, what, and its clauses as they fit. */
export const settleWatch = async (
  tx: Transaction<Schema>,
  id: string,
  found: Pick<Watch, 'principal' | 'connection' | 'args' | 'clauses'>,
): Promise<void> => {
  await tx.updateTable('watches').set(found).where('id', '=', id).execute()
}

/**
 * Lets a watch read at other times or post for other reasons, as if it were new; a reading that is under way is dropped. False,
 * and nothing changes, if its clauses are others by now.
 */
export const startOver = async (
  tx: Transaction<Schema>,
  { id, clauses }: Pick<Watch, 'id' | 'clauses'>,
  changed: Pick<Watch, 'clauses' | 'due_at'>,
): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('watches')
    .set({ ...changed, digest: null, ...noLease('watches') })
    .where('id', '=', id)
    .where('clauses', '=', clauses)
    .executeTakeFirst()
  await tx.deleteFrom('readings').where('watch', '=', id).execute()
  return numUpdatedRows === 1n
}

/** All watches that are paused, by channel. */
export const pausedWatches = (db: Kysely<Schema>): Promise<Watch[]> =>
  db.selectFrom('watches').selectAll().where('paused', 'is not', null).orderBy('channel').orderBy('id').execute()

const remembers = (row: ExpressionBuilder<Schema, 'watches'>, before: string | null) =>
  before === null ? row('alert', 'is', null) : row('alert', '=', before)

/** Replaces what a watch remembers; false, and nothing changes, if that is no longer `before`. */
export const changeMemory = async (
  tx: Transaction<Schema>,
  id: string,
  before: string | null,
  alert: string | null,
): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('watches')
    .set({ alert })
    .where('id', '=', id)
    .where((row) => remembers(row, before))
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** The number of the next watch: no number is given twice, so a button on an old message never means another watch. */
export const nextWatchId = async (tx: Transaction<Schema>): Promise<string> => {
  const key = 'newest watch'
  // Two that begin at the same time wait for each other here.
  await tx
    .insertInto('watch_states')
    .values({ key, state: '0' })
    .onConflict((conflict) => conflict.column('key').doUpdateSet((row) => ({ state: row.ref('watch_states.state') })))
    .execute()
  const known = await tx.selectFrom('watch_states').select('state').where('key', '=', key).executeTakeFirst()
  const ids = await tx.selectFrom('watches').select('id').execute()
  const alerts = await tx.selectFrom('alerts').select('watch').distinct().execute()
  const all = [...ids.map(({ id }) => id), ...alerts.map(({ watch }) => watch), known?.state ?? '0']
  const next = String(Math.max(...all.map(Number).filter(Number.isSafeInteger)) + 1)
  await tx.updateTable('watch_states').set({ state: next }).where('key', '=', key).execute()
  return next
}

/** What a turn leaves behind. */
export interface WatchTurn {
  readonly due: number
  readonly alert: string | null
  readonly digest: string | null
  /** Undefined if nothing was read. */
  readonly readAt?: number
}

/**
 * Ends a turn; false, and nothing changes, if the watch is no longer ours, was paused or was removed, or if what it remembers
 * is no longer `before`.
 */
export const endWatchTurn = (
  tx: Transaction<Schema>,
  held: { readonly id: string; readonly by: string; readonly before: string | null },
  { due, alert, digest, readAt }: WatchTurn,
): Promise<boolean> =>
  endLease(tx, 'watches', held, {
    where: (row) => row.and([row('paused', 'is', null), remembers(row, held.before)]),
    set: () => ({ due_at: due, alert, digest, ...(readAt !== undefined && { read_at: readAt }) }),
  })

/** Pauses a watch, whoever reads for it; false if it was paused or is not there. */
export const pauseWatch = async (tx: Transaction<Schema>, id: string, because: string): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('watches')
    .set({ paused: because, due_at: null, alert: null, digest: null, ...noLease('watches') })
    .where('id', '=', id)
    .where('paused', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Who a watch belongs to from now on. */
type Owner = Pick<Watch, 'principal' | 'person'>

/** Resumes a watch, perhaps for another owner; false if it isn't paused. */
export const resumeWatch = async (
  tx: Transaction<Schema>,
  id: string,
  due: number,
  owner?: Owner,
): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('watches')
    .set({ paused: null, due_at: due, ...owner })
    .where('id', '=', id)
    .where('paused', 'is not', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Removes a watch and its readings; its alerts stay for a while. False if it is not there. */
export const removeWatch = async (tx: Transaction<Schema>, id: string): Promise<boolean> => {
  const { numDeletedRows } = await tx.deleteFrom('watches').where('id', '=', id).executeTakeFirst()
  return numDeletedRows === 1n
}
