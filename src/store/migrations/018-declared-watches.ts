import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Watches that the settings declare, each by its name there. */
export const watchesOfSettings: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema.alterTable('watches').addColumn('declared', 'text').execute()
    await db.schema.alterTable('watches').addColumn('declaration', 'text').execute()
    await db.schema.createIndex('watches_declared').on('watches').column('declared').unique().execute()
  },
}
