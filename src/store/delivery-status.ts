import type { ExpressionBuilder } from 'kysely'
import type { Store } from './db.ts'
import { endLease, isOver, noLease } from './lease.ts'
import { landMs, type PostLease, type PutBack } from './post-lease.ts'
import type { Post } from './posts.ts'
import type { Schema } from './schema.ts'

type Row = ExpressionBuilder<Schema, 'posts'>

const higher = (row: Row, column: 'shown' | 'again_at', value: number) =>
  row.case().when(column, '>', value).then(row.ref(column).$castTo<number>()).else(value).end()

/** Records where Slack put a new message, also where it had been given up meanwhile. */
export const recordPosted = async (
  store: Store,
  { id, by, version }: PostLease,
  { place, ts }: { readonly place: string; readonly ts: string },
): Promise<void> => {
  const known = { place, ts, fate: 'open' as const, attempts: 0, ...noLease('posts'), untold: null, unsure_at: null }
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
export const recordEdited = async (store: Store, { id, by, version, since }: PostLease): Promise<void> => {
  await store.transaction(async (tx) => {
    const set = (row: Row) => ({
      shown: higher(row, 'shown', version),
      again_at: row.case().when('again_at', '>', since).then(row.ref('again_at')).else(null).end(),
      attempts: 0,
    })
    if (await endLease(tx, 'posts', { id, by }, { set })) return
    await tx
      .updateTable('posts')
      .set((row) => ({ wanted: row('wanted', '+', 1) }))
      .where('id', '=', id)
      .execute()
  })
}

/** An edit may still land: the newest version is shown once more when it no longer can. The hold ends, if it is still ours. */
export const mayLand = async (store: Store, { id, by }: PostLease, changed: PutBack, now: number): Promise<void> => {
  await store.transaction(async (tx) => {
    await tx
      .updateTable('posts')
      .set((row) => ({ again_at: higher(row, 'again_at', now + landMs) }))
      .where('id', '=', id)
      .execute()
    await endLease(tx, 'posts', { id, by }, { set: () => ({ ...changed }) })
  })
}

/** How a post is given up, to be told elsewhere. */
export interface GivenUp {
  readonly fate: 'unsure' | 'lost'
  readonly why: string
  readonly now: number
}

/** Gives up a post that is held; nothing happens where the hold is no longer ours. */
export const giveUp = async (store: Store, { id, by }: Pick<PostLease, 'id' | 'by'>, given: GivenUp): Promise<void> => {
  const isOpen = (row: Row) => row('fate', '=', 'open')
  await store.transaction((tx) => endLease(tx, 'posts', { id, by }, { where: isOpen, set: () => lost(given) }))
}

/** Gives up a new message whose hold ended without a word: it may have left, and nobody can say. */
export const giveUpEnded = async (store: Store, { id }: Post, given: GivenUp): Promise<void> => {
  await store.transaction((tx) =>
    tx
      .updateTable('posts')
      .set({ ...lost(given), ...noLease('posts') })
      .where('id', '=', id)
      .where('fate', '=', 'open')
      .where('ts', 'is', null)
      .where((row) => isOver(row, given.now))
      .execute(),
  )
}

const lost = ({ fate, why, now }: GivenUp) => ({ fate, untold: why, due_at: now, attempts: 0 })

/** Somebody was told that it is lost: nothing is left to do. */
export const recordTold = async (store: Store, { id, by }: Pick<PostLease, 'id' | 'by'>): Promise<void> => {
  await store.transaction((tx) => endLease(tx, 'posts', { id, by }, { set: () => ({ untold: null }) }))
}
