import type { Transaction } from 'kysely'
import type { Store } from './db.ts'
import { inPieces } from './forget-proposals.ts'
import type { Schema } from './schema.ts'

/** How many pieces of rows are deleted at a time: together a few megabytes at most. */
const piecesAtOnce = 50

/** Deletes the tables that were read before a time (ms), rows first; returns how many tables. */
export const forgetTables = async (store: Store, before: number): Promise<number> => {
  const old = (tx: Transaction<Schema>) => tx.selectFrom('run_tables').select('run').where('created_at', '<', before)
  for (;;) {
    const gone = await store.transaction(async (tx) => {
      const some = await tx
        .selectFrom('run_rows')
        .select(['run', 'first'])
        .where('run', 'in', old(tx))
        .limit(piecesAtOnce)
        .execute()
      for (const [run, pieces] of Map.groupBy(some, (piece) => piece.run))
        await tx
          .deleteFrom('run_rows')
          .where('run', '=', run)
          .where(
            'first',
            'in',
            pieces.map(({ first }) => first),
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
