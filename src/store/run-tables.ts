import type { Kysely, Transaction } from 'kysely'
import type { Schema } from './schema.ts'

/** What a stored table is about: the command whose rights are needed to see it, those it needed besides, and its columns. */
export interface TableAbout {
  readonly command: string
  readonly connections: readonly string[]
  /** The optional scopes of the command that the run needed. */
  readonly needed?: readonly string[]
  readonly columns: readonly object[]
  /** True if only whoever asked may see it before that person shares it. */
  readonly isPrivate?: boolean
}

/** A table that is stored whole. */
export interface StoredTable extends TableAbout {
  readonly run: string
  /** The message that it belongs to, without the rows. */
  readonly message: object
  /** How many rows a page has, and how many there are. */
  readonly size: number
  readonly rows: number
}

/** Prepares to store the rows of a run; they can't be read before `sealTable`. */
export const openTable = async (
  db: Kysely<Schema>,
  run: string,
  { isPrivate = false, ...about }: TableAbout,
  now: number,
): Promise<void> => {
  await db
    .insertInto('run_tables')
    .values({
      run,
      about: JSON.stringify(about),
      message: null,
      size: null,
      rows: null,
      created_at: now,
      private: isPrivate ? 1 : 0,
    })
    .execute()
}

/** All rows are stored: from now on they can be paged in this message. */
export const sealTable = async (
  tx: Transaction<Schema>,
  run: string,
  { message, size, rows }: Pick<StoredTable, 'message' | 'size' | 'rows'>,
): Promise<void> => {
  await tx
    .updateTable('run_tables')
    .set({ message: JSON.stringify(message), size, rows })
    .where('run', '=', run)
    .execute()
}

/** From now on a stored table is that of everybody who sees `message`, if the run has one. */
export const publishTable = async (tx: Transaction<Schema>, run: string, message: object): Promise<void> => {
  await tx
    .updateTable('run_tables')
    .set({ message: JSON.stringify(message), private: 0 })
    .where('run', '=', run)
    .execute()
}

/** The stored table of a run; undefined if there is none, not any more, or not yet. */
export const getTable = async (db: Kysely<Schema>, run: string): Promise<StoredTable | undefined> => {
  const row = await db.selectFrom('run_tables').selectAll().where('run', '=', run).executeTakeFirst()
  if (!row || row.message === null || row.size === null || row.rows === null) return undefined
  const about = JSON.parse(row.about) as TableAbout
  const isPrivate = row.private !== 0
  return { run, ...about, isPrivate, message: JSON.parse(row.message) as object, size: row.size, rows: row.rows }
}
