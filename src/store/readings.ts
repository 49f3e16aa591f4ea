import type { Kysely, Transaction } from 'kysely'
import type { Schema } from './schema.ts'

/** Figures by name; null where the answer had none. */
type Figures = Readonly<Record<string, number | string | null>>

/** How long readings are kept, in milliseconds. */
export const readingsMs = 7 * 24 * 60 * 60_000

/** Stores what a watch read; once for each moment. */
export const addReading = async (
  tx: Transaction<Schema>,
  watch: string,
  at: number,
  figures: Figures,
): Promise<void> => {
  await tx
    .insertInto('readings')
    .values({ watch, at, figures: JSON.stringify(figures) })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** What a watch read since then, newest first, at most so many. */
export const readingsSince = async (
  db: Kysely<Schema>,
  watch: string,
  since: number,
  limit: number,
): Promise<readonly { readonly at: number; readonly figures: Figures }[]> => {
  const rows = await db
    .selectFrom('readings')
    .select(['at', 'figures'])
    .where('watch', '=', watch)
    .where('at', '>=', since)
    .orderBy('at', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ at, figures }) => ({ at, figures: JSON.parse(figures) as Figures }))
}
