import type { ExpressionBuilder, Transaction } from 'kysely'
import type { Store } from './db.ts'
import { type Hold, landMs, type PutBack } from './post-lease.ts'
import type { Post } from './posts.ts'
import type { Schema } from './schema.ts'

type Row = ExpressionBuilder<Schema, 'posts'>

const higher = (row: Row, column: 'shown' | 'again_at', value: number) =>
  row.case().when(column, '>', value).then(row.ref(column).$castTo<number>()).else(value).end()

/** Records where Slack put a new message, also where it had been given up meanwhile. */
export const recordPosted = async (
  store: Store,
  { id, by, version }: Hold,
  { place, ts }: { readonly place: string; readonly ts: string },
): Promise<void> => {
  const known = { place, ts, fate: 'open' as const, attempts: 0, held_by: null, lease_until: null, untold: null }
  await store.transaction((tx) =>
    tx
      .updateTable('posts')
      .set((row) => ({ ...known, shown: higher(row, 'shown', version) }))
      .where('id', '=', id)
      .where((row) => row.or([row('held_by', '=', by), row('ts', 'is', null)]))
      .execute(),
  )
}

/** Records an edit that Slack took; where the hold was no longer ours it may lie on top of a newer one, which is sent again at once. */
export const recordEdited = async (store: Store, { id, by, version, since }: Hold): Promise<void> => {
  await store.transaction(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('posts')
      .set((row) => ({
        shown: higher(row, 'shown', version),
        again_at: row.case().when('again_at', '>', since).then(row.ref('again_at')).else(null).end(),
        attempts: 0,
        held_by: null,
        lease_until: null,
      }))
      .where('id', '=', id)
      .where('held_by', '=', by)
      .executeTakeFirst()
    if (numUpdatedRows === 1n) return
    await tx
      .updateTable('posts')
      .set((row) => ({ wanted: row('wanted', '+', 1) }))
      .where('id', '=', id)
      .execute()
  })
}

/** An edit may still land: the newest version is shown once more when it no longer can. The hold ends, if it is still ours. */
export const mayLand = async (store: Store, { id, by }: Hold, changed: PutBack, now: number): Promise<void> => {
  await store.transaction(async (tx) => {
    await tx
      .updateTable('posts')
      .set((row) => ({ again_at: higher(row, 'again_at', now + landMs) }))
      .where('id', '=', id)
      .execute()
    await tx
      .updateTable('posts')
      .set({ ...changed, held_by: null, lease_until: null })
      .where('id', '=', id)
      .where('held_by', '=', by)
      .execute()
  })
}

/** How a post is given up, to be told elsewhere. */
export interface GivenUp {
  readonly fate: 'unsure' | 'lost'
  readonly why: string
  readonly now: number
}

/** Gives up a post that is held; nothing happens where the hold is no longer ours. */
export const giveUp = async (store: Store, { id, by }: Pick<Hold, 'id' | 'by'>, given: GivenUp): Promise<void> => {
  await store.transaction((tx) => giveUpIn(tx, given).where('id', '=', id).where('held_by', '=', by).execute())
}

/** Gives up a new message whose hold ended without a word: it may have left, and nobody can say. */
export const giveUpEnded = async (store: Store, { id }: Post, given: GivenUp): Promise<void> => {
  await store.transaction((tx) =>
    giveUpIn(tx, given).where('id', '=', id).where('ts', 'is', null).where('lease_until', '<=', given.now).execute(),
  )
}

const giveUpIn = (tx: Transaction<Schema>, { fate, why, now }: GivenUp) =>
  tx
    .updateTable('posts')
    .set({ fate, untold: why, due_at: now, attempts: 0, held_by: null, lease_until: null })
    .where('fate', '=', 'open')

/** Somebody was told that it is lost: nothing is left to do. */
export const recordTold = async (store: Store, { id, by }: Pick<Hold, 'id' | 'by'>): Promise<void> => {
  await store.transaction((tx) =>
    tx
      .updateTable('posts')
      .set({ untold: null, held_by: null, lease_until: null })
      .where('id', '=', id)
      .where('held_by', '=', by)
      .execute(),
  )
}
