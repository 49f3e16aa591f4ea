import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** When the bot next checks a change that awaits validation; those of older versions are checked too. */
export const follow: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema.alterTable('proposals').addColumn('follow_at', 'bigint').execute()
    await sql`update proposals set follow_at = decided_at where outcome = 'awaiting validation'`.execute(db)
    await db.schema
      .createIndex('proposals_follow')
      .on('proposals')
      .column('follow_at')
      .where(sql.ref('follow_at'), 'is not', null)
      .execute()
  },
}
