import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Which server each connection leads to, as far as that is known. */
export const servers: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('servers')
      .addColumn('connection', 'text', (column) => column.notNull())
      .addColumn('url', 'text', (column) => column.notNull())
      .addColumn('name', 'text')
      .addColumn('instance', 'text')
      .addColumn('instance_at', 'bigint')
      .addColumn('key', 'text')
      .addColumn('key_at', 'bigint')
      .addPrimaryKeyConstraint('servers_once', ['connection', 'url'])
      .execute()
  },
}
