import type { Expression, ExpressionBuilder, Kysely, SqlBool } from 'kysely'
import type { Store } from './db.ts'
import { endLease, isFree, renewLease, takeLease } from './lease.ts'
import type { Post } from './posts.ts'
import type { Schema } from './schema.ts'

/** How long one lease of a post lasts, in milliseconds; it covers one call to Slack and the clocks' differences. */
export const postLeaseMs = 30_000
/** How long after it was sent an edit without an answer may still land, in milliseconds. */
export const landMs = 30_000

/** What the outbox has to do for a post; `again` is an edit to the version that is shown already, `look` asks whether it arrived. */
export type PostJob = 'post' | 'edit' | 'again' | 'look' | 'tell'

type Row = ExpressionBuilder<Schema, 'posts'>

/** True for the oldest message of its conversation that is not in Slack yet: only that one may go. */
const isNext = ({ not, exists, selectFrom, and }: Row): Expression<SqlBool> =>
  not(
    exists(
      selectFrom('posts as earlier')
        .select('earlier.id')
        .where('earlier.ts', 'is', null)
        .where('earlier.fate', '=', 'open')
        .where((earlier) =>
          and([
            earlier('earlier.channel', '=', earlier.ref('posts.channel')),
            earlier('earlier.seq', '<', earlier.ref('posts.seq')),
          ]),
        ),
    ),
  )

/**
 * The same for all conversations at once: with ten thousand messages that wait, looking for an earlier one of each takes
 * several times as long.
 */
const isFirst = ({ eb, refTuple, selectFrom }: Row): Expression<SqlBool> =>
  eb(
    refTuple('channel', 'seq'),
    'in',
    selectFrom('posts as waiting')
      .select(({ fn }) => ['waiting.channel', fn.min('waiting.seq').as('first')])
      .where('waiting.ts', 'is', null)
      .where('waiting.fate', '=', 'open')
      .groupBy('waiting.channel')
      .$asTuple('channel', 'first'),
  )

const hasNews = (row: Row): Expression<SqlBool> => row('wanted', '>', row.ref('shown'))

const stands = (row: Row, now: number): Expression<SqlBool> =>
  row.and([row('ts', 'is not', null), row('fate', '=', 'open'), row('due_at', '<=', now)])

const unsent = (row: Row, now: number): Expression<SqlBool> =>
  row.and([row('ts', 'is', null), row('fate', '=', 'open'), row('due_at', '<=', now)])

/** When a job may be run, for its question and its lease alike. */
const may: Readonly<Record<PostJob, (row: Row, now: number) => Expression<SqlBool>>> = {
  post: (row, now) => row.and([hasNews(row), unsent(row, now), row('unsure_at', 'is', null), isNext(row)]),
  edit: (row, now) => row.and([hasNews(row), stands(row, now)]),
  again: (row, now) => row.and([row('again_at', 'is not', null), row('again_at', '<=', now), stands(row, now)]),
  look: (row, now) => row.and([row('unsure_at', 'is not', null), row('unsure_at', '<=', now), unsent(row, now)]),
  tell: (row, now) => row.and([row('untold', 'is not', null), row('due_at', '<=', now)]),
}

/** The posts for which this job is due and nobody is on it, at most fifty; those of the conversations in `not` are left out. */
export const dueFor = (db: Kysely<Schema>, job: PostJob, now: number, not: readonly string[] = []): Promise<Post[]> =>
  db
    .selectFrom('posts')
    .selectAll()
    .where((row) => row.and([may[job](row, now), isFree(row, 'posts', now)]))
    .$if(job === 'post', (some) => some.where(isFirst))
    .$if(not.length > 0, (some) => some.where('channel', 'not in', not))
    .orderBy('due_at')
    .orderBy('seq')
    .limit(50)
    .execute()

/** The lease of one post for one job; `by` is of this lease alone. */
export interface PostLease {
  readonly id: string
  readonly by: string
  /** The version that will be shown, read before it was rendered. */
  readonly version: number
  readonly since: number
}

/**
 * Takes the lease of a post for a job, if nobody else was quicker and nothing newer was shown since it was read. A new
 * message whose lease was taken before and never ended may have left: it cannot be taken.
 */
export const takePostLease = async (
  store: Store,
  job: PostJob,
  { shown }: Post,
  { id, by, since }: PostLease,
): Promise<boolean> => {
  const isEdit = job === 'edit' || job === 'again'
  const free = (row: Row) => (job === 'post' ? row('held_by', 'is', null) : isFree(row, 'posts', since))
  // Whoever held it before may still send an older edit.
  const landing = (row: Row) =>
    row
      .case()
      .when('held_by', 'is', null)
      .then(row.ref('again_at'))
      .else(since + landMs)
      .end()
  const taken = await store.transaction((tx) =>
    takeLease(
      tx,
      'posts',
      { by, until: since + postLeaseMs },
      {
        where: (row) => row.and([row('id', '=', id), row('shown', '=', shown), may[job](row, since), free(row)]),
        ...(isEdit && { set: (row) => ({ again_at: landing(row) }) }),
      },
    ),
  )
  return taken.length === 1
}

/** Makes a lease last as long again; false if it is no longer ours. */
export const renewPostLease = async (store: Store, { id, by }: PostLease, now: number): Promise<boolean> => {
  const renewed = await store.transaction((tx) =>
    renewLease(tx, 'posts', now + postLeaseMs, (row) =>
      row.and([row('id', '=', id), row('held_by', '=', by), row('lease_until', '>', now)]),
    ),
  )
  return renewed === 1
}

/** What is put back changes in this: when it is due again, and how many tries there were. */
export interface PutBack {
  readonly due_at?: number
  readonly attempts?: number
  readonly again_at?: number
  readonly repeats?: number
  readonly unsure_at?: number | null
}

/** Ends a lease with nothing shown; nothing happens if it is no longer ours. */
export const putBack = async (
  store: Store,
  { id, by }: Pick<PostLease, 'id' | 'by'>,
  changed: PutBack,
): Promise<void> => {
  await store.transaction((tx) => endLease(tx, 'posts', { id, by }, { set: () => ({ ...changed }) }))
}
