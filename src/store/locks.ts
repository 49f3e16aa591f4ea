import type { Kysely, Selectable, Transaction } from 'kysely'
import { pieces } from './pieces.ts'
import { holdPending, touchPending } from './posts.ts'
import type { LockTable, Schema } from './schema.ts'

/**
 * Locks and claims lock the head row of the audit chain before they read, so that they happen one after the other.
 * Both append to the chain in the same transaction, so this adds no waiting and needs no row per connection.
 */
export const takeTurn = async (tx: Transaction<Schema>): Promise<void> => {
  await tx
    .updateTable('audit_head')
    .set((row) => ({ seq: row.ref('seq') }))
    .where('id', '=', 1)
    .execute()
}

/**
 * Stops writes on a connection: once this commits no claim succeeds there, nor on the `others` to the same server. False,
 * and nothing changes, if it is locked already.
 */
export const lock = async (
  tx: Transaction<Schema>,
  { connection, by, reason, at }: Selectable<LockTable>,
  others: readonly string[] = [],
): Promise<boolean> => {
  // A vote locks its proposal before the head row, and so does this.
  await holdPending(tx, [connection, ...others])
  await takeTurn(tx)
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('locks')
    .values({ connection, by, reason, at })
    .onConflict((conflict) => conflict.column('connection').doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows !== 1n) return false
  await touchPending(tx, [connection, ...others])
  return true
}

/** Removes the locks of these connections, which are those to one server; returns the connections that were locked. */
export const unlock = async (
  tx: Transaction<Schema>,
  connections: readonly string[],
  others: readonly string[] = [],
): Promise<readonly string[]> => {
  await holdPending(tx, [...connections, ...others])
  await takeTurn(tx)
  const gone: string[] = []
  for (const some of pieces(connections)) {
    const rows = await tx.deleteFrom('locks').where('connection', 'in', some).returning('connection').execute()
    gone.push(...rows.map(({ connection }) => connection))
  }
  if (gone.length > 0) await touchPending(tx, [...connections, ...others])
  return gone.sort()
}

export type Lock = Selectable<LockTable>

/** All locks. Within a transaction they stay true until its end; outside, they are only for display. */
export const locksNow = async (db: Kysely<Schema> | Transaction<Schema>): Promise<readonly Lock[]> => {
  if (db.isTransaction) await takeTurn(db as Transaction<Schema>)
  return db.selectFrom('locks').selectAll().orderBy('connection').execute()
}
