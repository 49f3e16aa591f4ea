import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'

/** Deletes the keys that were given before a time (ms); returns how many. */
export const forgetKeys = async (db: Kysely<Schema>, before: number): Promise<number> => {
  const { numDeletedRows } = await db.deleteFrom('personal_keys').where('created_at', '<', before).executeTakeFirst()
  return Number(numDeletedRows)
}
