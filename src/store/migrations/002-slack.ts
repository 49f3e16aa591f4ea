import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Messages that must reach Slack, runs, deliveries, and where a proposal was requested. */
export const slack: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema.alterTable('proposals').addColumn('channel', 'text').execute()
    await db.schema.alterTable('proposals').addColumn('thread', 'text').execute()
    await db.schema.alterTable('proposals').addColumn('remind_at', 'bigint').execute()
    await db.schema
      .createIndex('proposals_reminders')
      .on('proposals')
      .column('remind_at')
      .where(sql.ref('remind_at'), 'is not', null)
      .execute()

    await db.schema
      .createTable('posts')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('seq', 'bigint', (column) => column.notNull())
      .addColumn('channel', 'text', (column) => column.notNull())
      .addColumn('thread', 'text')
      .addColumn('run', 'text')
      .addColumn('proposal', 'text')
      .addColumn('message', 'text')
      .addColumn('wanted', 'integer', (column) => column.notNull())
      .addColumn('shown', 'integer', (column) => column.notNull())
      .addColumn('place', 'text')
      .addColumn('ts', 'text')
      .addColumn('fate', 'text', (column) => column.notNull().check(sql`fate in ('open', 'unsure', 'lost')`))
      .addColumn('due_at', 'bigint', (column) => column.notNull())
      .addColumn('attempts', 'integer', (column) => column.notNull())
      .addColumn('held_by', 'text')
      .addColumn('lease_until', 'bigint')
      .addColumn('again_at', 'bigint')
      .addColumn('untold', 'text')
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      // Retention deletes messages that were shown, never those that must still be shown.
      .addCheckConstraint(
        'posts_content',
        sql`proposal is not null or message is not null or shown >= wanted or fate <> 'open'`,
      )
      .addCheckConstraint('posts_place', sql`(place is null) = (ts is null)`)
      .execute()
    // A transaction that adds a message waits here for an earlier one in the same conversation.
    await db.schema.createIndex('posts_order').on('posts').columns(['channel', 'seq']).unique().execute()
    await db.schema.createIndex('posts_at').on('posts').columns(['place', 'ts']).execute()
    await db.schema.createIndex('posts_proposal').on('posts').column('proposal').execute()
    // What the outbox queries each second, out of very many rows.
    const some = (name: string, columns: string[], only: string) =>
      db.schema
        .createIndex(name)
        .on('posts')
        .columns(columns)
        .where(sql<boolean>`${sql.raw(only)}`)
        .execute()
    await some('posts_news', ['due_at'], 'wanted > shown')
    await some('posts_again', ['again_at'], 'again_at is not null')
    await some('posts_untold', ['due_at'], 'untold is not null')
    await some('posts_unposted', ['channel', 'seq'], 'ts is null')

    await db.schema
      .createTable('runs')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('principal', 'text', (column) => column.notNull())
      .addColumn('person', 'text', (column) => column.notNull())
      .addColumn('channel', 'text')
      .addColumn('thread', 'text')
      .addColumn('line', 'text', (column) => column.notNull())
      .addColumn('command', 'text')
      .addColumn('ending', 'text')
      .addColumn('next', 'text', (column) => column.notNull())
      .addColumn('started_at', 'bigint', (column) => column.notNull())
      .addColumn('ended_at', 'bigint')
      .addColumn('held_by', 'text', (column) => column.notNull())
      .addColumn('lease_until', 'bigint', (column) => column.notNull())
      .execute()
    await db.schema.createIndex('runs_person').on('runs').columns(['person', 'started_at']).execute()
    await db.schema.createIndex('runs_leases').on('runs').columns(['ending', 'lease_until']).execute()

    await db.schema
      .createTable('deliveries')
      .addColumn('key', 'text', (column) => column.primaryKey())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .execute()
    await db.schema.createIndex('deliveries_at').on('deliveries').column('at').execute()
  },
}
