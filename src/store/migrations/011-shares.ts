import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Answers that only their person sees until that person shares them. */
export const shares: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('shares')
      .addColumn('run', 'text', (column) => column.primaryKey().references('runs.id').onDelete('cascade'))
      .addColumn('about', 'text', (column) => column.notNull())
      .addColumn('message', 'text')
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('shared_at', 'bigint')
      .execute()
    await db.schema.createIndex('shares_created').on('shares').column('created_at').execute()
    await db.schema
      .alterTable('run_tables')
      .addColumn('private', 'integer', (column) => column.notNull().defaultTo(0))
      .execute()
  },
}
