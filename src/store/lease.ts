import type { Expression, ExpressionBuilder, Kysely, Selectable, SqlBool, Transaction, Updateable } from 'kysely'
import type { Schema } from './schema.ts'

/** The tables with rows that one process at a time works on, and the column that says which process. */
const holders = {
  posts: 'held_by',
  runs: 'held_by',
  exports: 'held_by',
  watches: 'held_by',
  proposals: 'claimed_by',
} as const

type Leased = keyof typeof holders
type Row<T extends Leased> = ExpressionBuilder<Schema, T>
type Tx = Transaction<Schema>

/** Which rows, and what else of them changes. */
interface Change<T extends Leased> {
  readonly where: (row: Row<T>) => Expression<SqlBool>
  readonly set?: (row: Row<T>) => { readonly [C in keyof Updateable<Schema[T]>]: unknown }
}

/** The loan of rows to one process: until a time, in milliseconds since 1970; after it others may take them over. */
export interface RowLease {
  readonly by: string
  readonly until: number
}

/** The columns of a row that nobody works on. */
export const noLease = <T extends Leased>(table: T) =>
  ({ [holders[table]]: null, lease_until: null }) as { readonly [C in (typeof holders)[T] | 'lease_until']: null }

// Kysely can't type an update of one of several tables: below this line `posts` stands for each of them.
const update = <T extends Leased>(db: Kysely<Schema>, table: T, { where, set }: Change<T>, leased: object) =>
  db
    .updateTable(table as 'posts')
    .set((row) => ({ ...set?.(row as never), ...leased }))
    .where((row) => where(row as never))

/**
 * Takes the rows of which `where` holds, and gives them as they are then; a row that another process takes at the same
 * time is not among them. `where` must exclude rows whose lease is not over.
 */
export const takeLease = <T extends Leased>(tx: Tx, table: T, { by, until }: RowLease, change: Change<T>) =>
  update(tx, table, change, { [holders[table]]: by, lease_until: until })
    .returningAll()
    .execute() as unknown as Promise<Selectable<Schema[T]>[]>

/** Makes leases last until then; gives how many. `where` must exclude those of others. */
export const renewLease = async <T extends Leased>(
  db: Kysely<Schema>,
  table: T,
  until: number,
  where: Change<T>['where'],
): Promise<number> => {
  const { numUpdatedRows } = await update(db, table, { where }, { lease_until: until }).executeTakeFirst()
  return Number(numUpdatedRows)
}

/** Gives one row back; false, and nothing changes, if it is no longer ours. */
export const endLease = async <T extends Leased>(
  tx: Tx,
  table: T,
  { id, by }: { readonly id: string; readonly by: string },
  { where, set }: Partial<Change<T>> = {},
): Promise<boolean> => {
  const ours = (row: Row<'posts'>) =>
    row.and([row('id', '=', id), row(holders[table] as 'held_by', '=', by), ...(where ? [where(row as never)] : [])])
  const change = { where: ours as unknown as Change<T>['where'], ...(set && { set }) }
  const { numUpdatedRows } = await update(tx, table, change, noLease(table)).executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Of a row that nobody has: it was never taken, it was given back, or its lease is over. */
export const isFree = <T extends Leased>(row: Row<T>, table: T, now: number): Expression<SqlBool> => {
  const any = row as unknown as Row<'posts'>
  return any.or([any(holders[table] as 'held_by', 'is', null), isOver(row, now)])
}

/** Of a row whose lease is over, so that whoever has it is gone or too late. */
export const isOver = <T extends Leased>(row: Row<T>, now: number): Expression<SqlBool> =>
  (row as unknown as Row<'posts'>)('lease_until', '<=', now)
