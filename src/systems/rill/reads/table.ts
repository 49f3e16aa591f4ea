import type { OfferedApi } from '../arguments/argument.ts'
import type { Row } from '../shapes/index.ts'

/** A column as a table has it. */
export interface RowColumn {
  readonly label: string
  readonly type?: 'text' | 'integer' | 'decimal' | 'date' | 'time' | 'boolean'
}

export type RowCell = string | number | boolean | null

/** The rows of a call as a table. */
export interface RowsTable {
  readonly columns: readonly RowColumn[]
  readonly rows: readonly (readonly RowCell[])[]
  /** True if the API says in which order its columns stand; Rill itself sorts them by name. */
  readonly isOrdered: boolean
}

const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/
const digits = /^-?\d{16,}$/

const kindOf = (value: unknown): RowColumn['type'] | 'number' => {
  if (typeof value === 'boolean') return 'boolean'
  if (typeof value === 'number') return Number.isSafeInteger(value) ? 'integer' : 'number'
  if (typeof value !== 'string') return 'text'
  // A whole number beyond 2^53 came as its digits, so that none is lost.
  if (digits.test(value)) return 'integer'
  return moment.test(value) ? 'time' : 'text'
}

/** True for a number of which nothing would be left once it is rounded to two decimals. */
const isSmall = (value: unknown): boolean => typeof value === 'number' && value !== 0 && Math.abs(value) < 0.01

/**
 * The type that all values of a column have. Numbers with a fraction have none and are shown rounded, unless one of them is
 * too small for that.
 */
export const typeOf = (rows: readonly Row[], name: string): Pick<RowColumn, 'type'> => {
  const kinds = new Set(
    rows.flatMap((row) => (row[name] === null || row[name] === undefined ? [] : [kindOf(row[name])])),
  )
  if (kinds.size === 1 && !kinds.has('number')) return { type: [...kinds][0] as 'text' }
  if (![...kinds].every((kind) => kind === 'number' || kind === 'integer')) return { type: 'text' }
  return rows.some((row) => isSmall(row[name])) ? { type: 'decimal' } : {}
}

/** A value as a cell: a list or an object as JSON. */
export const cellOf = (value: unknown): RowCell => {
  if (value === undefined || value === null) return null
  return typeof value === 'object' ? JSON.stringify(value) : (value as RowCell)
}

/** The rows of a call, with the columns that the API describes first, in its order. */
export const rowsTable = ({ columns }: OfferedApi, rows: readonly Row[]): RowsTable => {
  const found = new Set(rows.flatMap((row) => Object.keys(row)))
  const described = columns.map(({ name }) => name).filter((name) => found.has(name))
  const names = [...described, ...[...found].filter((name) => !described.includes(name))]
  return {
    columns: names.map((name) => ({ label: name, ...typeOf(rows, name) })),
    rows: rows.map((row) => names.map((name) => cellOf(row[name]))),
    isOrdered: described.length === names.length,
  }
}
