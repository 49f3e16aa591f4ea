import type { ExpressionBuilder, Kysely, Selectable, Transaction } from 'kysely'
import { noLease } from './lease.ts'
import { pieces } from './pieces.ts'
import type { Schema } from './schema.ts'
import type { PostTable } from './schema-of-posts.ts'

export type Post = Selectable<PostTable>
type Tx = Transaction<Schema>

/** What one post shows: a message, or the newest state of a proposal. */
export type Content = { readonly message: object } | { readonly proposal: string }

/** What one line says of a post, if it may share a message with others of its kind because Slack held them back. */
export interface Gist {
  /** What it is on: `rudder/prod`. */
  readonly on: string
  readonly text: string
  readonly isOver: boolean
  /** The user group that it pings. */
  readonly ping?: string
}

/** One message for a conversation (`C…`, `G…`, `D…`) or a person (`U…`). */
export type Said = Content & {
  /** The post's id; if the post exists, it shows the new content in the same place. */
  readonly id: string
  readonly channel: string
  readonly thread?: string
  /** The id of the post in whose thread it is. */
  readonly parent?: string
  /** A reply in a thread that the channel sees too. */
  readonly broadcast?: true
  readonly run?: string
  /** Absent if it must be a message of its own. */
  readonly gist?: Gist
}

/**
 * Transactions that show a proposal and that change it run one after the other: otherwise, on PostgreSQL, a message stored
 * during a change would be missed by it, and never be updated.
 */
const takeTurns = (tx: Tx) => tx.updateTable('proposals').set((row) => ({ round: row.ref('round') }))

/**
 * Queues a post for Slack, sent once this transaction commits: a new message, or new content of an existing one.
 * If that one was given up, the person is also notified elsewhere. A message never takes the place of a
 * proposal. A transaction that also adds to the audit log does that first, because writers of one conversation wait
 * for each other.
 */
export const say = async (tx: Tx, said: Said, now: number): Promise<void> => {
  const { id, channel } = said
  const known = {
    ...(said.run !== undefined && { run: said.run }),
    ...(said.gist !== undefined && { gist: JSON.stringify(said.gist) }),
  }
  const shows = {
    message: 'message' in said ? JSON.stringify(said.message) : null,
    proposal: 'proposal' in said ? said.proposal : null,
  }
  if (shows.proposal !== null) await takeTurns(tx).where('id', '=', shows.proposal).execute()
  for (;;) {
    const existing = await tx
      .updateTable('posts')
      .set((row) => ({
        ...known,
        ...(shows.proposal === null ? overMessage(row, shows.message) : shows),
        wanted: row('wanted', '+', 1),
      }))
      .where('id', '=', id)
      .returning('summary')
      .executeTakeFirst()
    if (existing) return existing.summary === null ? tellAgain(tx, id) : touchSummary(tx, existing.summary)
    const inserted = await tx
      .insertInto('posts')
      .values(({ selectFrom, fn, lit }) => ({
        id,
        // Two transactions at once want the same number: the second waits for the first to commit, and reads again.
        seq: selectFrom('posts')
          .select((row) => row(fn.coalesce(fn.max('seq'), lit(0)), '+', lit(1)).as('next'))
          .where('channel', '=', channel),
        channel,
        thread: said.thread ?? null,
        parent: said.parent ?? null,
        broadcast: said.broadcast ? 1 : null,
        run: null,
        gist: null,
        ...known,
        ...shows,
        wanted: 1,
        shown: 0,
        place: null,
        ts: null,
        fate: 'open' as const,
        due_at: now,
        attempts: 0,
        ...noLease('posts'),
        again_at: null,
        untold: null,
        summary: null,
        sums: null,
        unsure_at: null,
        repeats: null,
        created_at: now,
      }))
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (inserted.numInsertedOrUpdatedRows === 1n) return
  }
}

// Progress, and the notice that a run was given up, may come when its proposal is shown already.
const overMessage = (row: ExpressionBuilder<Schema, 'posts'>, message: string | null) => ({
  message: row.case().when('proposal', 'is', null).then(message).else(row.ref('message')).end(),
})

// For a post that was given up: a worker that still notifies about the earlier content must not clear the new reason.
const lostAgain = (tx: Tx) =>
  tx
    .updateTable('posts')
    .set((row) => ({
      untold: row.fn.coalesce('untold', row.case().when('fate', '=', 'unsure').then('unsure').else('refused').end()),
      ...noLease('posts'),
    }))
    .where('fate', '<>', 'open')
    .where('summary', 'is', null)

const tellAgain = async (tx: Tx, id: string): Promise<void> => {
  await lostAgain(tx).where('id', '=', id).execute()
}

/** Updates the message that stands for several posts, because one of them changed. Its own content is that of those. */
const touchSummary = async (tx: Tx, id: string): Promise<void> => {
  await raise(tx).set({ message: '{}' }).where('id', '=', id).execute()
  await tellAgain(tx, id)
}

const raise = (tx: Tx) => tx.updateTable('posts').set((row) => ({ wanted: row('wanted', '+', 1) }))

/**
 * Updates every post that shows this proposal to its newest state, and has the person notified elsewhere if one was given up;
 * called by everything that changes what a proposal shows.
 */
export const touchProposal = async (tx: Tx, proposal: string): Promise<void> => {
  await takeTurns(tx).where('id', '=', proposal).execute()
  await raise(tx).where('proposal', '=', proposal).execute()
  await lostAgain(tx).where('proposal', '=', proposal).execute()
}

/** Locks every proposal that waits on a connection; must come before any other lock. */
export const holdPending = async (tx: Tx, connections: readonly string[]): Promise<readonly string[]> => {
  const ids: string[] = []
  for (const some of pieces(connections)) {
    const all = takeTurns(tx).where('connection', 'in', some).where('stage', '=', 'pending')
    ids.push(...(await all.returning('id').execute()).map(({ id }) => id))
  }
  return ids
}

/** The same as `touchProposal` for every proposal that waits on these connections: a lock changes what they say. */
export const touchPending = async (tx: Tx, connections: readonly string[]): Promise<void> => {
  const ids = await holdPending(tx, connections)
  for (const some of pieces(ids)) await raise(tx).where('proposal', 'in', some).execute()
}

/** The post with that id, or undefined. */
export const postOf = (db: Kysely<Schema>, id: string): Promise<Post | undefined> =>
  db.selectFrom('posts').selectAll().where('id', '=', id).executeTakeFirst()

/** All posts that show this proposal, oldest first. */
export const postsOf = (db: Kysely<Schema>, proposal: string): Promise<Post[]> =>
  db.selectFrom('posts').selectAll().where('proposal', '=', proposal).orderBy('created_at').orderBy('seq').execute()

/** The post that is this message of Slack, or undefined. */
export const postAt = (db: Kysely<Schema>, place: string, ts: string): Promise<Post | undefined> =>
  db.selectFrom('posts').selectAll().where('place', '=', place).where('ts', '=', ts).executeTakeFirst()

/**
 * Slack itself named the message of a post whose arrival was not known: it did arrive, and is updated
 * to its newest version. False if the post is known already, or cannot be in that place.
 */
export const adopt = async (
  tx: Tx,
  id: string,
  { channel: place, ts }: { readonly channel: string; readonly ts: string },
  now: number,
): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('posts')
    .set((row) => ({
      place,
      ts,
      fate: 'open' as const,
      // Its content may have been deleted in the meantime; then it stays as it is.
      wanted: row
        .case()
        .when(row.or([row('message', 'is not', null), row('proposal', 'is not', null)]))
        .then(row('wanted', '+', 1))
        .else(row.ref('shown'))
        .end(),
      due_at: now,
      attempts: 0,
      ...noLease('posts'),
      untold: null,
      unsure_at: null,
    }))
    .where('id', '=', id)
    .where('ts', 'is', null)
    // A person's direct conversation has an id of its own.
    .where((row) => row.or([row('channel', '=', place), row('channel', 'like', 'U%'), row('channel', 'like', 'W%')]))
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
