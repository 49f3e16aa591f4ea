import { setImmediate } from 'node:timers/promises'
import type { Kysely, Transaction } from 'kysely'
import type { Schema } from './schema.ts'

/** One row of a stored table: cells as JSON values. */
export type StoredRow = readonly (number | string | boolean | null)[]

/** Stores the rows of a table from number `first` on; few enough for one small text. */
export const addRows = async (
  tx: Transaction<Schema>,
  run: string,
  first: number,
  rows: readonly StoredRow[],
): Promise<void> => {
  await tx
    .insertInto('run_rows')
    .values({ run, first, rows: JSON.stringify(rows) })
    .execute()
}

/** The stored rows from number `from` on, piece by piece in their order; each piece is read when it is asked for. */
export async function* rowsFrom(db: Kysely<Schema>, run: string, from = 0): AsyncGenerator<readonly StoredRow[], void> {
  const begins = await db
    .selectFrom('run_rows')
    .select(({ fn }) => fn.max('first').as('first'))
    .where('run', '=', run)
    .where('first', '<=', from)
    .executeTakeFirst()
  let next = begins?.first ?? undefined
  let skip = from - Number(next ?? 0)
  while (next !== undefined) {
    const piece = await db
      .selectFrom('run_rows')
      .select('rows')
      .where('run', '=', run)
      .where('first', '=', Number(next))
      .executeTakeFirst()
    if (!piece) return
    const rows = JSON.parse(piece.rows) as readonly StoredRow[]
    // SQLite answers synchronously and blocks the event loop: reading many pieces in a row would block it for all of them.
    await setImmediate()
    if (rows.length > skip) yield skip > 0 ? rows.slice(skip) : rows
    next = Number(next) + rows.length
    skip = 0
  }
}

/** At most `size` stored rows from number `from` on. */
export const pageOfRows = async (db: Kysely<Schema>, run: string, from: number, size: number): Promise<StoredRow[]> => {
  const page: StoredRow[] = []
  for await (const rows of rowsFrom(db, run, from)) {
    page.push(...rows.slice(0, size - page.length))
    if (page.length >= size) break
  }
  return page
}
