import type { Kysely, Transaction } from 'kysely'
import type { Store } from './db.ts'
import type { Schema } from './schema.ts'

/** What the last checkup stored, as JSON; `at` is null before the first one. */
export interface LastCheckup {
  readonly at: number | null
  readonly due_at: number
  readonly findings: string
  readonly told: string
}

/** The last checkup of any replica. */
export const lastCheckup = (db: Kysely<Schema> | Transaction<Schema>): Promise<LastCheckup> =>
  db.selectFrom('checkup').select(['at', 'due_at', 'findings', 'told']).where('id', '=', 1).executeTakeFirstOrThrow()

/** Sets when the next checkup is due. */
export const setCheckup = async (store: Store, due: number): Promise<void> => {
  await store.transaction((tx) => tx.updateTable('checkup').set({ due_at: due }).where('id', '=', 1).execute())
}

/** Claims the checkup that is due, until `again`, when others may claim it; true for one replica only. */
export const takeCheckup = async (store: Store, now: number, again: number): Promise<boolean> => {
  const { numUpdatedRows } = await store.transaction((tx) =>
    tx.updateTable('checkup').set({ due_at: again }).where('id', '=', 1).where('due_at', '<=', now).executeTakeFirst(),
  )
  return numUpdatedRows === 1n
}

/** Stores what a checkup found and what was posted about it, and when the next is due. */
export const endCheckup = async (tx: Transaction<Schema>, last: LastCheckup): Promise<void> => {
  await tx
    .updateTable('checkup')
    .set({ ...last })
    .where('id', '=', 1)
    .execute()
}
