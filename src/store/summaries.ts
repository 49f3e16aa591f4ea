import type { ExpressionBuilder, Kysely, Transaction } from 'kysely'
import type { Store } from './db.ts'
import { noLease } from './lease.ts'
import type { Gist, Post } from './posts.ts'
import type { Schema } from './schema.ts'

type Tx = Transaction<Schema>

/** How many posts one message stands for at most and at least. */
export interface SummaryBounds {
  readonly most: number
  readonly fewest: number
}

/** Never sent and waiting, so nobody can have seen it. */
const isUntouched = (row: ExpressionBuilder<Schema, 'posts'>) =>
  row.and([
    row('ts', 'is', null),
    row('fate', '=', 'open'),
    row('held_by', 'is', null),
    row('unsure_at', 'is', null),
    row('repeats', 'is', null),
  ])

/** `lost` without anything to tell: an older version of the bot leaves it alone, too. */
const within = (summary: string) => ({ fate: 'lost' as const, summary, untold: null, ...noLease('posts') })

const pingOf = ({ gist }: Pick<Post, 'gist'>): string | undefined =>
  gist === null ? undefined : (JSON.parse(gist) as Gist).ping

/**
 * Puts a post and those of its kind that wait behind it into one message, which takes its place in the order: in the same
 * thread, with the same ping. Gives how many; 0, and nothing changes, if somebody was quicker or there are too few.
 */
export const putTogether = (
  store: Store,
  first: Post,
  { id, most, fewest, now }: SummaryBounds & { readonly id: string; readonly now: number },
): Promise<number> =>
  store.transaction(async (tx) => {
    // Whoever changes this row is alone with all that wait behind it.
    const head = await taken(tx, first.id)
    if (!head) return 0
    const waiting = await tx
      .selectFrom('posts')
      .selectAll()
      .where('channel', '=', head.channel)
      .where('seq', '>', head.seq)
      .where('gist', 'is not', null)
      .where('broadcast', 'is', null)
      .where('parent', head.parent === null ? 'is' : '=', head.parent)
      .where('thread', head.thread === null ? 'is' : '=', head.thread)
      .where(isUntouched)
      .orderBy('seq')
      .execute()
    const others = waiting.filter((one) => pingOf(one) === pingOf(head)).slice(0, most - 1)
    if (others.length + 1 < fewest) return 0
    // The place in the order is free once the first has another one.
    await tx
      .updateTable('posts')
      .set({ ...within(id), seq: -head.seq })
      .where('id', '=', head.id)
      .execute()
    const ids = others.map((one) => one.id)
    const put = tx.updateTable('posts').set(within(id)).where('id', 'in', ids).where(isUntouched)
    const { numUpdatedRows } = await put.executeTakeFirst()
    await tx
      .insertInto('posts')
      .values({
        ...head,
        ...noLease('posts'),
        id,
        message: '{}',
        run: null,
        gist: null,
        sums: 1,
        due_at: now,
        attempts: 0,
      })
      .execute()
    return Number(numUpdatedRows) + 1
  })

/** The row, locked until the transaction ends; undefined if it was sent or taken in the meantime. */
const taken = (tx: Tx, id: string): Promise<Post | undefined> =>
  tx
    .updateTable('posts')
    .set((row) => ({ attempts: row.ref('attempts') }))
    .where('id', '=', id)
    .where(isUntouched)
    .returningAll()
    .executeTakeFirst()

/** Leaves a reply out, because the message that stands for what it answers shows the same. False if it was sent meanwhile. */
export const putInto = async (store: Store, { id }: Post, summary: string): Promise<boolean> => {
  const { numUpdatedRows } = await store.transaction((tx) =>
    tx.updateTable('posts').set(within(summary)).where('id', '=', id).where(isUntouched).executeTakeFirst(),
  )
  return numUpdatedRows === 1n
}

/** A post that shares its message with others. */
export interface Within {
  readonly id: string
  readonly gist: Gist
}

/** The posts that one message stands for, in their order, as they are now. */
export const postsWithin = async (db: Kysely<Schema>, summary: string): Promise<readonly Within[]> => {
  const rows = await db
    .selectFrom('posts')
    .select(['id', 'gist'])
    .where('summary', '=', summary)
    .where('gist', 'is not', null)
    .orderBy('seq')
    .execute()
  return rows.map(({ id, gist }) => ({ id, gist: JSON.parse(gist ?? '') as Gist }))
}
