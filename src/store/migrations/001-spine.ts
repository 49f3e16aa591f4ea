import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Proposals, votes, locks and the audit chain with its head at zero. */
export const spine: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('proposals')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('replaces', 'text')
      .addColumn('undoes', 'text')
      .addColumn('round', 'integer', (column) => column.notNull().check(sql`round >= 0`))
      .addColumn('requester', 'text', (column) => column.notNull())
      .addColumn('requester_human', 'text', (column) => column.notNull())
      .addColumn('connection', 'text', (column) => column.notNull())
      .addColumn('connection_url', 'text', (column) => column.notNull())
      .addColumn('command', 'text', (column) => column.notNull())
      .addColumn('line', 'text', (column) => column.notNull())
      .addColumn('args', 'text', (column) => column.notNull())
      .addColumn('reason', 'text')
      .addColumn('operation', 'text', (column) => column.notNull())
      .addColumn('call', 'text', (column) => column.notNull())
      .addColumn('before', 'text', (column) => column.notNull())
      .addColumn('after', 'text', (column) => column.notNull())
      .addColumn('fingerprint', 'text', (column) => column.notNull())
      .addColumn('impact', 'text', (column) => column.notNull())
      .addColumn('people', 'integer', (column) => column.notNull().check(sql`people >= 1`))
      .addColumn('shown', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .addColumn('stage', 'text', (column) =>
        column.notNull().check(sql`stage in ('pending', 'claimed', 'sending', 'done')`),
      )
      .addColumn('outcome', 'text')
      .addColumn('result', 'text')
      .addColumn('decided_at', 'bigint')
      .addColumn('claimed_by', 'text')
      .addColumn('lease_until', 'bigint')
      .addColumn('sent_at', 'bigint')
      .addColumn('look_at', 'bigint')
      // A claimed proposal can always be swept, and a finished one says how it ended.
      .addCheckConstraint(
        'proposals_lease',
        sql`stage not in ('claimed', 'sending') or (claimed_by is not null and lease_until is not null)`,
      )
      .addCheckConstraint('proposals_outcome', sql`stage <> 'done' or outcome is not null`)
      .execute()
    await db.schema.createIndex('proposals_expiry').on('proposals').columns(['stage', 'expires_at']).execute()
    await db.schema.createIndex('proposals_leases').on('proposals').columns(['stage', 'lease_until']).execute()
    await db.schema
      .createIndex('proposals_looks')
      .on('proposals')
      .column('look_at')
      .where(sql.ref('look_at'), 'is not', null)
      .execute()

    await db.schema
      .createTable('votes')
      .addColumn('proposal', 'text', (column) => column.notNull().references('proposals.id').onDelete('cascade'))
      .addColumn('human', 'text', (column) => column.notNull())
      .addColumn('principal', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('votes_once', ['proposal', 'human'])
      .execute()

    await db.schema
      .createTable('locks')
      .addColumn('connection', 'text', (column) => column.primaryKey())
      .addColumn('by', 'text', (column) => column.notNull())
      .addColumn('reason', 'text')
      .addColumn('at', 'bigint', (column) => column.notNull())
      .execute()

    await db.schema
      .createTable('audit')
      .addColumn('seq', 'bigint', (column) => column.primaryKey().check(sql`seq >= 1`))
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('payload', 'text')
      .addColumn('salt', 'text')
      .addColumn('hash', 'text', (column) => column.notNull())
      .addColumn('mac', 'text', (column) => column.notNull())
      .execute()

    await db.schema
      .createTable('audit_head')
      .addColumn('id', 'integer', (column) => column.primaryKey().check(sql`id = 1`))
      .addColumn('seq', 'bigint', (column) => column.notNull())
      .addColumn('mac', 'text', (column) => column.notNull())
      .execute()
    // The genesis mac of `chain.ts`, written out because a released migration never changes.
    await sql`insert into audit_head (id, seq, mac) values (1, 0, ${sql.lit('0'.repeat(64))})`.execute(db)
  },
}
