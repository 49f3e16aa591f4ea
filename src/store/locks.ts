import type { Kysely, Selectable, Transaction } from 'kysely'
import { holdPending, touchPending } from './posts.ts'
import type { LockTable, Schema } from './schema.ts'

/**
 * Locks and claims take the head row of the audit chain before they look, so that they come one after the other.
 * Both append to the chain in the same transaction, so this costs no waiting that was not there anyway, and needs no row per connection.
 */
export const takeTurn = async (tx: Transaction<Schema>): Promise<void> => {
  await tx
    .updateTable('audit_head')
    .set((row) => ({ seq: row.ref('seq') }))
    .where('id', '=', 1)
    .execute()
}

/** Stops writes on a connection: once this commits no claim succeeds. False, and nothing changes, where it is locked already. */
export const lock = async (
  tx: Transaction<Schema>,
  connection: string,
  by: string,
  reason: string | null,
  now: number,
): Promise<boolean> => {
  // A vote holds its proposal before it takes its turn: so does this.
  await holdPending(tx, connection)
  await takeTurn(tx)
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('locks')
    .values({ connection, by, reason, at: now })
    .onConflict((conflict) => conflict.column('connection').doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows !== 1n) return false
  await touchPending(tx, connection)
  return true
}

/** Allows writes again; false where the connection was not locked. */
export const unlock = async (tx: Transaction<Schema>, connection: string): Promise<boolean> => {
  await holdPending(tx, connection)
  await takeTurn(tx)
  const { numDeletedRows } = await tx.deleteFrom('locks').where('connection', '=', connection).executeTakeFirst()
  if (numDeletedRows === 0n) return false
  await touchPending(tx, connection)
  return true
}

/** The lock of a connection, if any. Asked in a transaction the answer holds until its end; outside, it is for show. */
export const locked = async (
  db: Kysely<Schema> | Transaction<Schema>,
  connection: string,
): Promise<Selectable<LockTable> | undefined> => {
  if (db.isTransaction) await takeTurn(db as Transaction<Schema>)
  return db.selectFrom('locks').selectAll().where('connection', '=', connection).executeTakeFirst()
}
