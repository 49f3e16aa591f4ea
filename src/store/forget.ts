import type { ExpressionBuilder } from 'kysely'
import type { Store } from './db.ts'
import { deliveriesMs } from './deliveries.ts'
import { forgetKeys } from './forget-keys.ts'
import { atRest, forgetProposals, forgetVotes, inPieces } from './forget-proposals.ts'
import { forgetPrivate, forgetTables } from './forget-tables.ts'
import { forgetWatches } from './forget-watches.ts'
import { formsMs } from './forms.ts'
import type { Schema } from './schema.ts'
import { privateMs } from './shares.ts'
import { shrink } from './shrink.ts'

const dayMs = 24 * 60 * 60_000
/** How long answers are kept. */
const briefly = dayMs
/** How long buttons work. */
const long = 30 * dayMs

/** For how many days it is kept, each after its end. */
export interface Retention {
  readonly proposals: number
  /** At most as long as their proposals. */
  readonly votes: number
  readonly runs: number
  /** At most as long as their runs. */
  readonly tables: number
  readonly refusals: number
  /** After they were given. */
  readonly keys: number
}

/** How many rows were deleted. */
export type Forgotten = Readonly<Record<keyof Retention, number>>

/** True for a post that is a month old, or that arrived and whose run or proposal is gone, so that its buttons do nothing. */
const isOld = (row: ExpressionBuilder<Schema, 'posts'>, now: number) => {
  const run = row.selectFrom('runs').select('runs.id').where('runs.id', '=', row.ref('posts.run'))
  const proposal = row.selectFrom('proposals').select('proposals.id')
  return row.or([
    row('created_at', '<', now - long),
    row.and([
      row('created_at', '<', now - briefly),
      row('ts', 'is not', null),
      row.or([
        row.and([row('proposal', 'is', null), row('run', 'is not', null), row.not(row.exists(run))]),
        row.and([
          row('proposal', 'is not', null),
          row.not(row.exists(proposal.where('proposals.id', '=', row.ref('posts.proposal')))),
        ]),
      ]),
    ]),
  ])
}

/** The newest of a conversation is kept, because the next one is numbered from it. */
const isFollowed = ({ selectFrom, exists }: ExpressionBuilder<Schema, 'posts'>) =>
  exists(
    selectFrom('posts as newer')
      .select('newer.id')
      .where((row) =>
        row.and([row('newer.channel', '=', row.ref('posts.channel')), row('newer.seq', '>', row.ref('posts.seq'))]),
      ),
  )

const forgetBrief = (store: Store, now: number): Promise<void> =>
  store.transaction(async (tx) => {
    await tx
      .deleteFrom('deliveries')
      .where('at', '<', now - deliveriesMs)
      .execute()
    await tx
      .deleteFrom('forms')
      .where('created_at', '<', now - formsMs)
      .execute()
    await tx
      .updateTable('posts')
      .set({ message: null })
      .where('message', 'is not', null)
      .where('created_at', '<', now - briefly)
      .where(atRest)
      .execute()
    await tx
      .deleteFrom('posts')
      .where(atRest)
      .where((row) => isOld(row, now))
      .where(isFollowed)
      .execute()
  })

/**
 * Deletes what is older than the settings allow, and what is no longer needed: deliveries, answers and what one person
 * alone sees after a day, posts after thirty. It keeps everything that is open, however old, and the audit log. A SQLite
 * file becomes smaller then.
 */
export const forget = async (store: Store, keep: Retention, now: number): Promise<Forgotten> => {
  const before = (days: number): number => now - days * dayMs
  // Before their runs, a few rows at a time: with a run all of them would be deleted at once.
  const tables =
    (await forgetTables(store, before(Math.min(keep.tables, keep.runs)))) +
    (await forgetPrivate(store, now - privateMs))
  const runs = await inPieces(store, async (tx, limit) => {
    const old = tx.selectFrom('runs').select('id').where('ended_at', '<', before(keep.runs)).limit(limit)
    return (await tx.deleteFrom('runs').where('id', 'in', old).executeTakeFirst()).numDeletedRows
  })
  await forgetBrief(store, now)
  await forgetWatches(store, now)
  const refusals = await inPieces(store, async (tx, limit) => {
    const old = tx
      .selectFrom('refusals')
      .select('key')
      .where('last_at', '<', before(keep.refusals))
      // The audit log has their number.
      .where((row) => row('times', '<=', row.ref('told')))
      .limit(limit)
    return (await tx.deleteFrom('refusals').where('key', 'in', old).executeTakeFirst()).numDeletedRows
  })
  const votes = await forgetVotes(store, before(keep.votes))
  const proposals = await forgetProposals(store, before(keep.proposals))
  const keys = await forgetKeys(store.db, before(keep.keys))
  await shrink(store)
  return { proposals, votes, runs, tables, refusals, keys }
}
