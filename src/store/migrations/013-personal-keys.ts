import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Keys that people gave for their own reads, sealed. */
export const keysOfPeople: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('personal_keys')
      .addColumn('person', 'text', (column) => column.notNull())
      .addColumn('connection', 'text', (column) => column.notNull())
      .addColumn('sealed', 'text', (column) => column.notNull())
      .addColumn('account', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('personal_keys_owner', ['person', 'connection'])
      .execute()
  },
}
