import type { Kysely, Selectable, Transaction } from 'kysely'
import type { Store } from './db.ts'
import { isOver, takeLease } from './lease.ts'
import type { ExportTable, Schema } from './schema.ts'

export type Export = Selectable<ExportTable>

/** How long an export may take, in milliseconds: three calls to Slack with their limits, and as much again for the clocks. */
export const exportLeaseMs = 3 * 60_000

/** Starts an export; false if the same person is exporting the same table already. */
export const beginExport = async (tx: Transaction<Schema>, row: Export): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('exports')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** The humans of all exports in progress, one for each. */
export const exportingNow = async (tx: Transaction<Schema>, now: number): Promise<readonly string[]> => {
  const open = await tx.selectFrom('exports').select('human').where('lease_until', '>', now).execute()
  return open.map(({ human }) => human)
}

/** Marks that the file may be seen from now on; false if another replica has given this export up. */
export const beginSharing = async (
  db: Kysely<Schema>,
  { id, held_by }: Pick<Export, 'id' | 'held_by'>,
): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('exports')
    .set({ stage: 'sharing' })
    .where('id', '=', id)
    .where('held_by', '=', held_by)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Ends an export; false if another replica has ended it. */
export const endExport = async (
  tx: Transaction<Schema>,
  { id, held_by }: Pick<Export, 'id' | 'held_by'>,
): Promise<boolean> => {
  const { numDeletedRows } = await tx
    .deleteFrom('exports')
    .where('id', '=', id)
    .where('held_by', '=', held_by)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

/** Claims the exports whose process is gone, to notify their people; each goes to one replica only. */
export const takeDeadExports = async (store: Store, by: string, now: number): Promise<Export[]> => {
  // Usually there is none, and a read doesn't wait for writers.
  const dead = await store.db.selectFrom('exports').select('id').where('lease_until', '<=', now).limit(1).execute()
  if (dead.length === 0) return []
  return store.transaction((tx) =>
    takeLease(tx, 'exports', { by, until: now + exportLeaseMs }, { where: (row) => isOver(row, now) }),
  )
}
