import { type ExpressionBuilder, type Kysely, sql, type Transaction } from 'kysely'
import type { Store } from './db.ts'
import type { Schema } from './schema.ts'

type Row = ExpressionBuilder<Schema, 'proposals'>

/** How many rows are deleted at a time, so that nothing waits long for the database. */
const atOnce = 500

/**
 * Proposals that may still be in a change process, or will be checked again; they also say who must not approve what they
 * opened.
 */
const undecided: readonly string[] = ['unknown', 'awaiting validation']

/** True for a post for which nothing is left to do. */
export const atRest = (row: ExpressionBuilder<Schema, 'posts'>) =>
  row.and([
    row('posts.untold', 'is', null),
    row.or([
      row('posts.fate', '<>', 'open'),
      row.and([row('posts.wanted', '<=', row.ref('posts.shown')), row('posts.again_at', 'is', null)]),
    ]),
  ])

/**
 * True for a proposal that was decided before and that nothing needs any more: no check, no reminder, no message that
 * must still be shown, and no way back that is itself kept.
 */
const isOver = (row: Row, before: number) =>
  row.and([
    row('stage', '=', 'done'),
    row('decided_at', '<', before),
    row('outcome', 'not in', undecided),
    row('look_at', 'is', null),
    row('remind_at', 'is', null),
    row.not(
      row.exists(
        row
          .selectFrom('proposals as back')
          .select(sql.lit(1).as('one'))
          .whereRef('back.undoes', '=', 'proposals.id')
          .where((back) =>
            back.or([
              back('back.stage', '<>', 'done'),
              back('back.decided_at', '>=', before),
              back('back.outcome', 'in', undecided),
            ]),
          ),
      ),
    ),
    row.not(
      row.exists(
        row
          .selectFrom('posts')
          .select(sql.lit(1).as('one'))
          .whereRef('posts.proposal', '=', 'proposals.id')
          .where((post) => post.not(atRest(post))),
      ),
    ),
  ])

const over = (db: Kysely<Schema> | Transaction<Schema>, before: number) =>
  db
    .selectFrom('proposals')
    .select('id')
    .where((row) => isOver(row, before))

/** Deletes in batches until nothing is left to delete; returns how many rows. */
export const inPieces = async (store: Store, piece: (tx: Transaction<Schema>, limit: number) => Promise<bigint>) => {
  let gone = 0
  for (;;) {
    const deleted = Number(await store.transaction((tx) => piece(tx, atOnce)))
    gone += deleted
    if (deleted < atOnce) return gone
  }
}

/** Deletes the proposals that ended before a time (ms), and their votes; returns how many. */
export const forgetProposals = (store: Store, before: number): Promise<number> =>
  inPieces(store, async (tx, limit) => {
    const ids = over(tx, before).orderBy('decided_at').limit(limit)
    return (await tx.deleteFrom('proposals').where('id', 'in', ids).executeTakeFirst()).numDeletedRows
  })

/** Deletes the votes on proposals that ended before a time (ms); returns how many. */
export const forgetVotes = (store: Store, before: number): Promise<number> =>
  inPieces(store, async (tx, limit) => {
    const some = tx
      .selectFrom('votes')
      .select('proposal')
      .distinct()
      .where('proposal', 'in', over(tx, before))
      .limit(limit)
    const { numDeletedRows } = await tx.deleteFrom('votes').where('proposal', 'in', some).executeTakeFirst()
    return numDeletedRows
  })
