import type { Expression, ExpressionBuilder, SqlBool, Transaction } from 'kysely'
import type { Store } from './db.ts'
import { inPieces } from './forget-proposals.ts'
import { pieces } from './pieces.ts'
import type { Schema } from './schema.ts'

/** How many pieces of rows are deleted at a time: together a few megabytes at most. */
const piecesAtOnce = 50

type Which = (row: ExpressionBuilder<Schema, 'run_tables'>) => Expression<SqlBool>

/** Deletes tables, rows first; returns how many tables. */
const deleteTables = async (store: Store, which: Which): Promise<number> => {
  const old = (tx: Transaction<Schema>) => tx.selectFrom('run_tables').select('run').where(which)
  for (;;) {
    const gone = await store.transaction(async (tx) => {
      const some = await tx
        .selectFrom('run_rows')
        .select(['run', 'first'])
        .where('run', 'in', old(tx))
        .limit(piecesAtOnce)
        .execute()
      for (const [run, rows] of Map.groupBy(some, (piece) => piece.run))
        await tx
          .deleteFrom('run_rows')
          .where('run', '=', run)
          .where(
            'first',
            'in',
            rows.map(({ first }) => first),
          )
          .execute()
      return some.length
    })
    if (gone < piecesAtOnce) break
  }
  return inPieces(store, async (tx, limit) => {
    const { numDeletedRows } = await tx
      .deleteFrom('run_tables')
      .where('run', 'in', old(tx).limit(limit))
      .executeTakeFirst()
    return numDeletedRows
  })
}

/** Deletes the tables that were read before a time (ms); returns how many. */
export const forgetTables = (store: Store, before: number): Promise<number> =>
  deleteTables(store, (row) => row('created_at', '<', before))

/** Deletes the tables that only whoever asked sees, read before a time (ms), and what these people could share. */
export const forgetPrivate = async (store: Store, before: number): Promise<number> => {
  const gone = await deleteTables(store, (row) => row.and([row('private', '=', 1), row('created_at', '<', before)]))
  await inPieces(store, async (tx, limit) => {
    const old = tx.selectFrom('shares').select('run').where('created_at', '<', before).limit(limit)
    return (await tx.deleteFrom('shares').where('run', 'in', old).executeTakeFirst()).numDeletedRows
  })
  return gone
}

/** Deletes the oldest tables of the person of a run, until the rows of the others have at most so many bytes. */
export const makeRoom = async (store: Store, run: string, most: number): Promise<void> => {
  const tables = await store.db
    .selectFrom('run_tables')
    .innerJoin('runs', 'runs.id', 'run_tables.run')
    // In a subquery, because grouping would copy the rows.
    .select(({ selectFrom }) => [
      'run_tables.run',
      selectFrom('run_rows')
        .select(({ fn }) => fn.sum<number | string>(fn('octet_length', ['run_rows.rows'])).as('bytes'))
        .whereRef('run_rows.run', '=', 'run_tables.run')
        .as('bytes'),
    ])
    .where('runs.person', '=', ({ selectFrom }) =>
      selectFrom('runs as now').select('now.person').where('now.id', '=', run),
    )
    // Of one whose run goes on, rows are being added.
    .where('runs.ending', 'is not', null)
    .orderBy('run_tables.created_at', 'desc')
    .orderBy('run_tables.run', 'desc')
    .execute()
  let bytes = 0
  const old = tables.filter((table) => {
    bytes += Number(table.bytes)
    return bytes > most
  })
  for (const some of pieces(old.map((table) => table.run))) await deleteTables(store, (row) => row('run', 'in', some))
}

/** Deletes what is stored of the table of a run; there may be none. */
export const forgetRows = async (store: Store, run: string): Promise<void> => {
  await deleteTables(store, (row) => row('run', '=', run))
}
