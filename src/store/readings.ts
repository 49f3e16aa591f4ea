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

/** What a watch last read before a moment; undefined if that was too long ago to be kept. */
export const readingBefore = async (
  db: Kysely<Schema>,
  watch: string,
  before: number,
): Promise<{ readonly at: number; readonly figures: Figures } | undefined> => {
  const row = await db
    .selectFrom('readings')
    .select(['at', 'figures'])
    .where('watch', '=', watch)
    .where('at', '<', before)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && { at: row.at, figures: JSON.parse(row.figures) as Figures }
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
