import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What a person is asked for by an answer, so that a press can open it and a submission can be checked. */
export const forms: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('forms')
      .addColumn('run', 'text', (column) => column.primaryKey())
      .addColumn('owner', 'text')
      .addColumn('about', 'text', (column) => column.notNull())
      .addColumn('form', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .execute()
    await db.schema.createIndex('forms_created').on('forms').column('created_at').execute()
  },
}
