/** What a cell holds: what JSON can, and integers of any size. */
export type Cell = null | boolean | number | bigint | string | readonly unknown[] | { readonly [key: string]: unknown }

/**
 * As Redash tells it; null for the many that it doesn't know, text among them. `varchar` is only what a database says:
 * it becomes `string` or null, by the version.
 */
export type ColumnType = 'integer' | 'float' | 'boolean' | 'string' | 'varchar' | 'datetime' | 'date' | null

export interface Column {
  readonly name: string
  readonly type: ColumnType
}

/** Rows whose cells are in the order of the columns; names may repeat. */
export interface Table {
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly Cell[])[]
  /** Set if there were more. */
  readonly truncated?: true
}

/** A table from the columns, written `name:type` (`name:` for the type null), and its rows. */
export const table = (columns: string, rows: Table['rows']): Table => ({
  columns: columns.split(' ').map((one) => {
    const at = one.lastIndexOf(':')
    return { name: one.slice(0, at), type: (one.slice(at + 1) || null) as ColumnType }
  }),
  rows,
})

/** One row as an object. */
export const rowOf = ({ columns }: Table, row: readonly Cell[]): Record<string, Cell> =>
  Object.fromEntries(columns.map(({ name }, at) => [name, row[at] ?? null]))

/** Some columns of a table. */
export function pick(from: Table, names: readonly string[]): Table {
  const at = names.map((name) => from.columns.findIndex((one) => one.name === name))
  return {
    columns: at.flatMap((one) => from.columns[one] ?? []),
    rows: from.rows.map((row) => at.map((one) => row[one] ?? null)),
  }
}

/** The rows for which this is true of the row as an object. */
export const where = (from: Table, keep: (row: Record<string, Cell>) => boolean): Table => ({
  ...from,
  rows: from.rows.filter((row) => keep(rowOf(from, row))),
})

/** As Redash keeps it: a name that repeats gets a number, counted for each name or for all of them. */
export function distinct(from: Table, byName: boolean): Table {
  const seen = new Map<string, number>()
  let repeated = 0
  const columns = from.columns.map(({ name, type }) => {
    const times = seen.get(name) ?? 0
    seen.set(name, times + 1)
    if (times > 0) repeated++
    return { name: times === 0 ? name : `${name}${byName ? times : repeated}`, type }
  })
  return withColumns(from, columns)
}

/** The same rows under other columns; they are made only when they are asked for. */
export const withColumns = (from: Table, columns: readonly Column[]): Table => ({
  columns,
  get rows() {
    return from.rows
  },
})
