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
    const some = (name: string, column: string) =>
      db.schema
        .createIndex(name)
        .on('posts')
        .column(column)
        .where(sql<boolean>`${sql.raw(column)} is not null`)
        .execute()
    await some('posts_summary', 'summary')
    await some('posts_unsure', 'unsure_at')
  },
}
