import { type Kysely, sql } from 'kysely'
import type { Schema } from './schema.ts'
import { type WatchTimes, watchTimes } from './watch-times.ts'

/** What waits in the database, and the state of the audit log; ages and times in milliseconds. */
export interface StoredFigures {
  readonly proposals: Readonly<Record<'pending' | 'claimed' | 'sending' | 'unknown', number>>
  readonly outbox: Readonly<Record<'post' | 'edit' | 'tell', number>>
  /** When the oldest message was stored that Slack does not have yet. */
  readonly oldest: number | undefined
  /** Of the active watches; undefined while there is none. */
  readonly watches: WatchTimes | undefined
  /** The newest row of the audit chain, and when it was written. */
  readonly audit: { readonly rows: number; readonly at: number | undefined }
  /** When the newest backup was taken; undefined before the first. */
  readonly backupAt: number | undefined
  /** The locked connections. */
  readonly locked: readonly string[]
}

/** Reads the figures of a database: a few queries, each on an index that contains only the rows that it counts. */
export const storedFigures = async (db: Kysely<Schema>): Promise<StoredFigures> => {
  const number = (value: unknown): number => Number(value ?? 0)
  const stages = await db
    .selectFrom('proposals')
    .select(['stage', ({ fn }) => fn.countAll().as('many')])
    .where('stage', 'in', ['pending', 'claimed', 'sending'])
    .groupBy('stage')
    .execute()
  const unknown = await db
    .selectFrom('proposals')
    .select(({ fn }) => fn.countAll().as('many'))
    .where('look_at', 'is not', null)
    .where('stage', '=', 'done')
    .executeTakeFirstOrThrow()
  const posts = await db
    .selectFrom('posts')
    .select(({ fn, eb }) => [
      fn.countAll().as('all'),
      fn.sum<number>(eb.case().when('ts', 'is', null).then(1).else(0).end()).as('post'),
      fn.min(eb.case().when('ts', 'is', null).then(eb.ref('created_at')).end()).as('oldest'),
    ])
    // Written like the index, so that the index is used.
    .where(sql<boolean>`wanted > shown`)
    .where('fate', '=', 'open')
    .executeTakeFirstOrThrow()
  const untold = await db
    .selectFrom('posts')
    .select(({ fn }) => fn.countAll().as('many'))
    .where('untold', 'is not', null)
    .executeTakeFirstOrThrow()
  const audit = await db
    .selectFrom('audit_head')
    .leftJoin('audit', 'audit.seq', 'audit_head.seq')
    .select(['audit_head.seq as rows', 'audit.at as at'])
    .executeTakeFirstOrThrow()
  const locks = await db.selectFrom('locks').select('connection').orderBy('connection').execute()
  const { backup_at } = await db.selectFrom('checkup').select('backup_at').where('id', '=', 1).executeTakeFirstOrThrow()
  const staged = (stage: string) => number(stages.find((one) => one.stage === stage)?.many)
  return {
    proposals: {
      pending: staged('pending'),
      claimed: staged('claimed'),
      sending: staged('sending'),
      unknown: number(unknown.many),
    },
    outbox: { post: number(posts.post), edit: number(posts.all) - number(posts.post), tell: number(untold.many) },
    oldest: posts.oldest === null ? undefined : number(posts.oldest),
    watches: await watchTimes(db),
    audit: { rows: audit.rows, at: audit.at ?? undefined },
    backupAt: backup_at ?? undefined,
    locked: locks.map(({ connection }) => connection),
  }
}
