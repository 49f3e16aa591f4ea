import { type Kysely, sql } from 'kysely'
import type { Store } from './db.ts'
import type { Schema } from './schema.ts'

/** So many pages at a time, of 4 KiB each, so that the event loop isn't blocked for long. */
const pages = 256

const freePages = async (db: Kysely<Schema>): Promise<number> => {
  const { rows } = await sql<{ freelist_count: number }>`pragma freelist_count`.execute(db)
  return rows[0]?.freelist_count ?? 0
}

/** Gives the space of deleted rows back to the disk; PostgreSQL does so by itself. */
export const shrink = async ({ db, engine, transaction }: Store): Promise<void> => {
  if (engine !== 'sqlite') return
  let free = await freePages(db)
  while (free > 0) {
    // Others get their turn before each transaction.
    await transaction((tx) => sql`pragma incremental_vacuum(${sql.lit(pages)})`.execute(tx))
    const left = await freePages(db)
    // A file that was made without incremental vacuuming keeps its pages, and uses them again.
    if (left >= free) return
    free = left
  }
}
