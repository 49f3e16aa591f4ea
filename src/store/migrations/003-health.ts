import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** The replicas that are alive, and the one row of the daily checkup: when it is due, and what was found and posted. */
export const health: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('replicas')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('version', 'text', (column) => column.notNull())
      .addColumn('started_at', 'bigint', (column) => column.notNull())
      .addColumn('slack_since', 'bigint')
      .addColumn('seen_at', 'bigint', (column) => column.notNull())
      .execute()
    await db.schema
      .createTable('checkup')
      .addColumn('id', 'integer', (column) => column.primaryKey().check(sql`id = 1`))
      .addColumn('due_at', 'bigint', (column) => column.notNull())
      .addColumn('at', 'bigint')
      .addColumn('findings', 'text', (column) => column.notNull())
      .addColumn('told', 'text', (column) => column.notNull())
      .execute()
    await sql`insert into checkup (id, due_at, at, findings, told) values (1, 0, null, '[]', '{}')`.execute(db)
  },
}
