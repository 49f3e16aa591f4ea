import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** When the newest backup was taken. */
export const backups: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema.alterTable('checkup').addColumn('backup_at', 'bigint').execute()
  },
}
