import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** To whom the owner of a watch shows in its channel what only the owner may read. */
export const confirmedWatches: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema.alterTable('watches').addColumn('shown_to', 'text').execute()
  },
}
