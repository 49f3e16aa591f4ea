import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What a proposal relied on, and what its confirmation is bound to; empty in rows of older versions. */
export const holds: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema.alterTable('proposals').addColumn('holds', 'text').execute()
    await db.schema.alterTable('proposals').addColumn('bound', 'text').execute()
  },
}
