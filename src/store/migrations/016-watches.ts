import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Watches, what they read, their alerts, mutes, and what is remembered between two readings of a connection or channel. */
export const watches: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema.alterTable('posts').addColumn('parent', 'text').execute()
    await db.schema.alterTable('posts').addColumn('broadcast', 'integer').execute()
    await db.schema
      .createTable('watches')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('principal', 'text', (column) => column.notNull())
      .addColumn('person', 'text', (column) => column.notNull())
      .addColumn('channel', 'text', (column) => column.notNull())
      .addColumn('zone', 'text', (column) => column.notNull())
      .addColumn('connection', 'text', (column) => column.notNull())
      .addColumn('line', 'text', (column) => column.notNull())
      .addColumn('command', 'text', (column) => column.notNull())
      .addColumn('args', 'text', (column) => column.notNull())
      .addColumn('clauses', 'text', (column) => column.notNull())
      .addColumn('paused', 'text')
      .addColumn('due_at', 'bigint')
      .addColumn('alert', 'text')
      .addColumn('digest', 'text')
      .addColumn('read_at', 'bigint')
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('held_by', 'text')
      .addColumn('lease_until', 'bigint')
      .execute()
    await db.schema.createIndex('watches_due').on('watches').column('due_at').execute()
    await db.schema
      .createTable('readings')
      .addColumn('watch', 'text', (column) => column.notNull().references('watches.id').onDelete('cascade'))
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('figures', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('readings_at', ['watch', 'at'])
      .execute()
    await db.schema.createIndex('readings_old').on('readings').column('at').execute()
    await db.schema
      .createTable('alerts')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('watch', 'text', (column) => column.notNull())
      .addColumn('post', 'text', (column) => column.notNull())
      .addColumn('raised_at', 'bigint', (column) => column.notNull())
      .addColumn('ended_at', 'bigint')
      .addColumn('ending', 'text')
      .addColumn('last', 'text')
      .execute()
    await db.schema.createIndex('alerts_watch').on('alerts').columns(['watch', 'ended_at']).execute()
    await db.schema
      .createTable('mutes')
      .addColumn('connection', 'text', (column) => column.primaryKey())
      .addColumn('principal', 'text', (column) => column.notNull())
      .addColumn('because', 'text')
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('until', 'bigint', (column) => column.notNull())
      .execute()
    await db.schema
      .createTable('watch_states')
      .addColumn('key', 'text', (column) => column.primaryKey())
      .addColumn('state', 'text', (column) => column.notNull())
      .execute()
  },
}
