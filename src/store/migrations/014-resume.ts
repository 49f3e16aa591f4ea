import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What another process needs to go on with a run. */
export const resume: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema.alterTable('runs').addColumn('resume', 'text').execute()
  },
}
