import type { Transaction } from 'kysely'
import type { Schema } from './schema.ts'

/** What a restored database contains that may be out of date. */
export interface RestoredWork {
  /** Proposals that may have been sent after the backup was taken. */
  readonly unsure: number
  /** Messages that may have been posted since. */
  readonly unposted: number
  /** Connections that are locked, as they were then. */
  readonly locked: readonly string[]
}

/**
 * Between a backup and its restore, anything may have happened. A proposal that could still be confirmed
 * then, or was being sent, counts as sent: the sweep reads what became of it and never sends. A message that was not in
 * Slack yet counts as posted, and its person is notified. Runs end silently: their answers were shown long ago.
 */
export const settleRestored = async (tx: Transaction<Schema>, takenAt: number, now: number): Promise<RestoredWork> => {
  const unsure = await tx
    .updateTable('proposals')
    .set((row) => ({
      stage: 'sending',
      claimed_by: 'restored',
      lease_until: 0,
      sent_at: row.fn.coalesce('sent_at', row.val(takenAt)),
    }))
    .where((row) =>
      row.or([
        row('stage', 'in', ['claimed', 'sending']),
        row.and([row('stage', '=', 'pending'), row('expires_at', '>', takenAt)]),
      ]),
    )
    .executeTakeFirst()
  const given = await slackSettled(tx, now)
  await watchesSettled(tx)
  const locks = await tx.selectFrom('locks').select('connection').orderBy('connection').execute()
  return { unsure: Number(unsure.numUpdatedRows), unposted: given, locked: locks.map(({ connection }) => connection) }
}

const slackSettled = async (tx: Transaction<Schema>, now: number): Promise<number> => {
  const tables = await tx.introspection.getTables()
  if (!tables.some(({ name }) => name === 'posts')) return 0
  const unposted = await tx
    .updateTable('posts')
    .set({ fate: 'unsure', untold: 'unsure', due_at: now, attempts: 0 })
    .where('ts', 'is', null)
    .where('fate', '=', 'open')
    .executeTakeFirst()
  await tx.updateTable('posts').set({ held_by: null, lease_until: null }).where('held_by', 'is not', null).execute()
  await tx.deleteFrom('runs').where('ending', 'is', null).where('press', 'is not', null).execute()
  await tx.updateTable('runs').set({ ending: 'failed', ended_at: now }).where('ending', 'is', null).execute()
  return Number(unposted.numUpdatedRows)
}

/** Nobody reads for them now. */
const watchesSettled = async (tx: Transaction<Schema>): Promise<void> => {
  const tables = await tx.introspection.getTables()
  if (!tables.some(({ name }) => name === 'watches')) return
  await tx.updateTable('watches').set({ held_by: null, lease_until: null }).where('held_by', 'is not', null).execute()
}
