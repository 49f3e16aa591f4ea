import type { Kysely, Selectable, Transaction } from 'kysely'
import type { Schema } from './schema.ts'
import type { AlertTable } from './schema-of-watches.ts'

/** An alert as it is stored. */
export type StoredAlert = Selectable<AlertTable>

/** How long alerts are kept after their end, in milliseconds. */
export const alertsMs = 90 * 24 * 60 * 60_000

/** Stores an alert that is raised, with the post that shows it. */
export const insertAlert = async (
  tx: Transaction<Schema>,
  alert: Pick<StoredAlert, 'id' | 'watch' | 'post' | 'raised_at'>,
): Promise<void> => {
  await tx
    .insertInto('alerts')
    .values({ ...alert, ended_at: null, ending: null, last: null })
    .execute()
}

/** The alert of a watch that is open, if there is one. */
export const openAlertOf = (db: Kysely<Schema>, watch: string): Promise<StoredAlert | undefined> =>
  db
    .selectFrom('alerts')
    .selectAll()
    .where('watch', '=', watch)
    .where('ended_at', 'is', null)
    .orderBy('raised_at', 'desc')
    .executeTakeFirst()

/** Ends an alert; false if it has ended. */
export const endAlert = async (
  tx: Transaction<Schema>,
  id: string,
  ended: { readonly at: number; readonly ending: string; readonly last: object },
): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('alerts')
    .set({ ended_at: ended.at, ending: ended.ending, last: JSON.stringify(ended.last) })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** The alert with that id, open or not. */
export const alertById = (db: Kysely<Schema>, id: string): Promise<StoredAlert | undefined> =>
  db.selectFrom('alerts').selectAll().where('id', '=', id).executeTakeFirst()
