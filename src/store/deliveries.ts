import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'

/** How long a delivery is remembered at least, in milliseconds. */
export const deliveriesMs = 24 * 60 * 60_000

/** True the first time that Slack delivers this (`event:Ev07…`), for one replica only; false from then on. */
export const firstTime = async (db: Kysely<Schema>, key: string, now: number): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('deliveries')
    .values({ key, at: now })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}
