import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** The rows of tables that are larger than a message, by the run that read them, and the exports in progress. */
export const runTables: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('run_tables')
      .addColumn('run', 'text', (column) => column.primaryKey().references('runs.id').onDelete('cascade'))
      .addColumn('about', 'text', (column) => column.notNull())
      .addColumn('message', 'text')
      .addColumn('size', 'integer')
      .addColumn('rows', 'integer')
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .execute()
    await db.schema.createIndex('run_tables_created').on('run_tables').column('created_at').execute()
    await db.schema
      .createTable('run_rows')
      .addColumn('run', 'text', (column) => column.notNull().references('run_tables.run').onDelete('cascade'))
      .addColumn('first', 'integer', (column) => column.notNull())
      .addColumn('rows', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('run_rows_first', ['run', 'first'])
      .execute()
    await db.schema
      .createTable('exports')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('run', 'text', (column) => column.notNull())
      .addColumn('principal', 'text', (column) => column.notNull())
      .addColumn('human', 'text', (column) => column.notNull())
      .addColumn('channel', 'text', (column) => column.notNull())
      .addColumn('thread', 'text')
      .addColumn('stage', 'text', (column) => column.notNull())
      .addColumn('held_by', 'text', (column) => column.notNull())
      .addColumn('lease_until', 'bigint', (column) => column.notNull())
      .execute()
    await db.schema.createIndex('exports_once').on('exports').columns(['run', 'human']).unique().execute()
  },
}
