import { type Expression, type ExpressionBuilder, type SqlBool, sql, type Transaction } from 'kysely'
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

/** Deletes the oldest tables of the person of a run, until the rows of the others have at most so many bytes. */
export const makeRoom = async (store: Store, run: string, most: number): Promise<void> => {
  const tables = await store.db
    .selectFrom('runs')
    .innerJoin('run_tables', 'run_tables.run', 'runs.id')
    .leftJoin('run_rows', 'run_rows.run', 'runs.id')
    .select(['runs.id', sql<number | string | null>`sum(octet_length(${sql.ref('run_rows.rows')}))`.as('bytes')])
    .where('runs.person', '=', ({ selectFrom }) => selectFrom('runs as now').select('now.person').where('now.id', '=', run))
    // Of one whose run goes on, rows are being added.
    .where('runs.ending', 'is not', null)
    .groupBy(['runs.id', 'run_tables.created_at'])
    .orderBy('run_tables.created_at', 'desc')
    .orderBy('runs.id', 'desc')
    .execute()
  let bytes = 0
  const old = tables.filter((table) => {
    bytes += Number(table.bytes)
    return bytes > most
  })
  for (const some of pieces(old.map(({ id }) => id))) await deleteTables(store, (row) => row('run', 'in', some))
}
