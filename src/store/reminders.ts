import type { Kysely, Transaction } from 'kysely'
import type { Store } from './db.ts'
import type { Proposal } from './proposals.ts'
import type { Schema } from './schema.ts'

/** Sets when whom (`Principal` as JSON) is reminded of a proposal; the time is in milliseconds since 1970. */
export const setReminder = async (
  tx: Transaction<Schema>,
  id: string,
  { at, by }: { readonly at: number; readonly by: string },
): Promise<void> => {
  await tx.updateTable('proposals').set({ remind_at: at, remind_by: by }).where('id', '=', id).execute()
}

/** The proposals with a reminder that is due, at most 100, those that wait longest first. */
export const dueReminders = async (db: Kysely<Schema>, now: number): Promise<readonly string[]> => {
  const due = db
    .selectFrom('proposals')
    .select('id')
    .where('remind_at', '<=', now)
    .where('stage', '=', 'done')
    .orderBy('remind_at')
    .limit(100)
  return (await due.execute()).map(({ id }) => id)
}

/** Has a reminder that could not be given come due later; nothing happens if it has ended in the meantime. */
export const putOffReminder = async (store: Store, id: string, at: number): Promise<void> => {
  await store.transaction((tx) =>
    tx.updateTable('proposals').set({ remind_at: at }).where('id', '=', id).where('remind_at', '<', at).execute(),
  )
}

/** Ends the reminder of a proposal as it was read; false if it was ended or set again in the meantime. */
export const endReminder = async (tx: Transaction<Schema>, { id, remind_at }: Proposal): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('proposals')
    .set({ remind_at: null })
    .where('id', '=', id)
    .where('remind_at', '=', remind_at)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
