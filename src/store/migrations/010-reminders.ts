import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Who is reminded of a change; null for reminders of older versions. */
export const reminders: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema.alterTable('proposals').addColumn('remind_by', 'text').execute()
  },
}
