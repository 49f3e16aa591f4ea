import { tableNames } from '../../src/store/backed-up-tables.ts'
import type { Store } from '../../src/store/db.ts'

/** Sets the database back to how it was when this was called. */
export const snapshot = async ({ db }: Store): Promise<() => Promise<void>> => {
  const all: [(typeof tableNames)[number], object[]][] = []
  for (const table of tableNames) all.push([table, await db.selectFrom(table).selectAll().execute()])
  return async () => {
    for (const table of tableNames.toReversed()) await db.deleteFrom(table).execute()
    for (const [table, rows] of all)
      for (const row of rows)
        await db
          .insertInto(table)
          .values(row as never)
          .execute()
  }
}
