import { sql } from 'kysely'
import { connectStore, type StoreOptions } from './db.ts'

/**
 * Stores for the bots on this database when its newest backup was taken; false if the database refuses, which doesn't harm
 * the backup.
 */
export const noteBackup = async (options: StoreOptions, at: number): Promise<boolean> => {
  try {
    // An older schema has no column for it.
    const { kysely } = await connectStore(options, async (found) => {
      await sql`update checkup set backup_at = ${at} where id = 1`.execute(found.kysely)
    })
    await kysely.destroy()
    return true
  } catch {
    return false
  }
}
