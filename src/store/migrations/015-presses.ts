import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What a button that was pressed decides about, while that is carried out. */
export const presses: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema.alterTable('runs').addColumn('press', 'text').execute()
  },
}
