import type { ExpressionBuilder, Kysely } from 'kysely'
import type { Store } from './db.ts'
import { endLease, takeLease } from './lease.ts'
import { touchProposal } from './posts.ts'
import { leaseMs, type Proposal } from './proposals.ts'
import type { Schema } from './schema.ts'

type Row = ExpressionBuilder<Schema, 'proposals'>

const awaits = (row: Row) => row('outcome', '=', 'awaiting validation')

/** Takes a proposal that awaits validation and is due to be looked at; undefined where somebody else did. */
export const takeFollowed = (store: Store, id: string, by: string, now: number): Promise<Proposal | undefined> =>
  store.transaction(async (tx) => {
    const isDue = (row: Row) =>
      row.and([row('id', '=', id), row('stage', '=', 'done'), awaits(row), row('follow_at', '<=', now)])
    const until = now + leaseMs
    const [taken] = await takeLease(tx, 'proposals', { by, until }, { where: isDue, set: () => ({ follow_at: until }) })
    return taken
  })

/** Has a proposal that was taken looked at again, or never if `at` is null; with a `result`, its message changes. */
export const followLater = (
  store: Store,
  {
    id,
    by,
    at,
    result,
  }: { readonly id: string; readonly by: string; readonly at: number | null; readonly result?: string },
): Promise<void> =>
  store.transaction(async (tx) => {
    const set = () => ({ follow_at: at, ...(result !== undefined && { result }) })
    const isOurs = await endLease(tx, 'proposals', { id, by }, { where: awaits, set })
    if (isOurs && (result !== undefined || at === null)) await touchProposal(tx, id)
  })

/** Has every proposal that opened this pending change in a system of that name looked at now. */
export const followNow = (
  store: Store,
  { system, pending, now }: { readonly system: string; readonly pending: string; readonly now: number },
): Promise<void> =>
  store.transaction(async (tx) => {
    await tx
      .updateTable('proposals')
      .set({ follow_at: now })
      .where('connection', 'like', `${system}/%`)
      .where('follow_at', 'is not', null)
      .where('result', 'like', `%"pending":${JSON.stringify(pending)}%`)
      .execute()
  })

/** The proposals that await validation and are still looked at, newest first, at most `most`. */
export const followedNow = (db: Kysely<Schema>, most: number): Promise<Proposal[]> =>
  db
    .selectFrom('proposals')
    .selectAll()
    .where('follow_at', 'is not', null)
    .orderBy('created_at', 'desc')
    .limit(most)
    .execute()
