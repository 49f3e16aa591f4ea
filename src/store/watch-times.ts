import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'

/** When the active watches read, in milliseconds since 1970. */
export interface WatchTimes {
  /** When the one that waits longest is due. */
  readonly nextAt: number
  /** When one last got an answer. */
  readonly answeredAt: number
}

/** The times of the watches that aren't paused; undefined while there is none. */
export const watchTimes = async (db: Kysely<Schema>): Promise<WatchTimes | undefined> => {
  const { next, answered } = await db
    .selectFrom('watches')
    .select(({ fn, ref }) => [
      fn.min('due_at').as('next'),
      // A watch is made with an answer.
      fn.max(fn.coalesce(ref('read_at'), ref('created_at'))).as('answered'),
    ])
    .where('paused', 'is', null)
    .executeTakeFirstOrThrow()
  return next === null ? undefined : { nextAt: Number(next), answeredAt: Number(answered) }
}
