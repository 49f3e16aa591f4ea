import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Counted refusals, and the indexes that find old proposals. */
export const refusals: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('refusals')
      .addColumn('key', 'text', (column) => column.primaryKey())
      .addColumn('about', 'text', (column) => column.notNull())
      .addColumn('since', 'bigint', (column) => column.notNull())
      .addColumn('last_at', 'bigint', (column) => column.notNull())
      .addColumn('times', 'bigint', (column) => column.notNull())
      .addColumn('told', 'bigint', (column) => column.notNull())
      .execute()
    await db.schema
      .createIndex('refusals_untold')
      .on('refusals')
      .column('since')
      .where(sql<boolean>`times > told`)
      .execute()
    await db.schema.createIndex('proposals_decided').on('proposals').column('decided_at').execute()
    await db.schema
      .createIndex('proposals_undoes')
      .on('proposals')
      .column('undoes')
      .where(sql.ref('undoes'), 'is not', null)
      .execute()
  },
}
