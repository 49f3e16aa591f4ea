import type { Kysely, Transaction } from 'kysely'
import type { Schema } from './schema.ts'

/** What is remembered of a connection or a channel, as the text that is stored; undefined if nothing is. */
export const getWatchState = async (db: Kysely<Schema>, key: string): Promise<string | undefined> =>
  (await db.selectFrom('watch_states').select('state').where('key', '=', key).executeTakeFirst())?.state

/** All that is remembered under keys that begin so; the beginning has no `%` and no `_`. */
export const watchStatesFrom = (
  db: Kysely<Schema>,
  start: string,
): Promise<readonly { key: string; state: string }[]> =>
  db.selectFrom('watch_states').select(['key', 'state']).where('key', 'like', `${start}%`).execute()

/** Replaces what was read before; false, and nothing changes, if another replica was quicker. */
export const changeWatchState = async (
  tx: Transaction<Schema>,
  key: string,
  before: string | undefined,
  after: string,
): Promise<boolean> => {
  if (before !== undefined) {
    const changed = await tx
      .updateTable('watch_states')
      .set({ state: after })
      .where('key', '=', key)
      .where('state', '=', before)
      .executeTakeFirst()
    return changed.numUpdatedRows === 1n
  }
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('watch_states')
    .values({ key, state: after })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}
