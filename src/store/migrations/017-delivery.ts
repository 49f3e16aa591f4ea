import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Posts that share one message, and posts of which it is not known whether they arrived. */
export const delivery: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema.alterTable('posts').addColumn('gist', 'text').execute()
    await db.schema.alterTable('posts').addColumn('summary', 'text').execute()
    await db.schema.alterTable('posts').addColumn('sums', 'integer').execute()
    await db.schema.alterTable('posts').addColumn('unsure_at', 'bigint').execute()
    await db.schema.alterTable('posts').addColumn('repeats', 'integer').execute()
    await db.schema
      .createIndex('posts_summary')
      .on('posts')
      .column('summary')
      .where(sql<boolean>`summary is not null`)
      .execute()
  },
}
