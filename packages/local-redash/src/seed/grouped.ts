import { type Cell, rowOf, type Table } from '../database/table.ts'

/** One row of a table as an object. */
export type Row = Record<string, Cell>

/** The rows of a table as objects. */
export const rowsOf = (from: Table | undefined): Row[] => from?.rows.map((row) => rowOf(from, row)) ?? []

/** A sum to the cent. */
export const sum = (rows: readonly Row[], column: string): number =>
  Math.round(rows.reduce((total, row) => total + Number(row[column]), 0) * 100) / 100

/** Rows by a key, in the order of the keys, each as the cells that are made of it. */
export function grouped(
  rows: readonly Row[],
  keysOf: (row: Row) => readonly Cell[],
  cells: (group: readonly Row[]) => readonly Cell[],
): Cell[][] {
  const groups = new Map<string, { readonly keys: readonly Cell[]; readonly rows: Row[] }>()
  for (const row of rows) {
    const keys = keysOf(row)
    const known = groups.get(JSON.stringify(keys))
    if (known) known.rows.push(row)
    else groups.set(JSON.stringify(keys), { keys, rows: [row] })
  }
  const compared = (a: Cell = null, b: Cell = null) => (a === b ? 0 : (a ?? '') < (b ?? '') ? -1 : 1)
  return [...groups.values()]
    .sort((a, b) => a.keys.map((key, at) => compared(key, b.keys[at])).find((one) => one !== 0) ?? 0)
    .map((group) => [...group.keys, ...cells(group.rows)])
}
