import { literal } from './literal.ts'
import { count, moment, NONE } from './time.ts'

/** What the cells of a column are; the types say how a cell is written and where it stands. */
export type ColumnType = 'text' | 'integer' | 'decimal' | 'date' | 'time' | 'boolean'

/**
 * One cell, as JSON holds it. An integer beyond 2^53 and a decimal are text, so that no digit of them is lost. A time is
 * in milliseconds since 1970, or ISO 8601 with its zone. Null where the system has nothing.
 */
export type Cell = number | string | boolean | null

export interface Column {
  readonly label: string
  /** Without it, numbers stand right and are rounded, and all else is text: as in what older versions stored. */
  readonly type?: ColumnType
  readonly align?: 'left' | 'right'
  /** Set if null is a value of the data, as in the rows of a query; else it says that there is nothing. */
  readonly nulls?: true
}

export interface Table {
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly Cell[])[]
  /** How many rows there are in all, where `rows` holds only some. */
  readonly total: number
  /** How many rows come before the first of `rows`; none if absent. */
  readonly from?: number
  /** Set where all rows are stored with the run of the message: how many a page has, and how many are stored. */
  readonly kept?: { readonly size: number; readonly rows: number }
}

const INTEGER = /^-?\d{1,400}$/
const DECIMAL = /^(-?\d{1,400})(\.\d{1,400})?$/
const ZONED = /^\d{4}-\d\d-\d\dT[\d:.]{5,20}(?:Z|[+-]\d\d:?\d\d)$/

/**
 * A cell as a person reads it: `12,345`, `yes`, `2026-11-30 08:15 UTC`; text is literal. Null is `null` in the rows of a
 * query, where it differs from an empty text; else `–`, as everywhere if a system has no figure.
 */
export function cellText(cell: Cell | undefined, { type, nulls }: Pick<Column, 'type' | 'nulls'> = {}): string {
  if (cell === null && nulls) return 'null'
  if (cell === null || cell === undefined || cell === '') return NONE
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no'
  if (type === 'time') return timeText(cell)
  if (type === 'integer' && typeof cell === 'string' && INTEGER.test(cell)) return grouped(cell)
  if (type === 'decimal') return decimalText(String(cell))
  if (type === 'text' || type === 'date') return literal(String(cell))
  return typeof cell === 'number' ? count(cell) : literal(cell)
}

/** The moment of a cell, in milliseconds since 1970; undefined if it is none, or in no zone. */
export function momentIn(cell: Cell): number | undefined {
  const at =
    typeof cell === 'number' ? cell : typeof cell === 'string' && ZONED.test(cell) ? Date.parse(cell) : Number.NaN
  return Number.isNaN(new Date(at).getTime()) ? undefined : at
}

const timeText = (cell: number | string): string => {
  const at = momentIn(cell)
  return at === undefined ? literal(String(cell)) : moment(at)
}

/** Every digit as it came, those before the point in groups. */
const decimalText = (text: string): string => {
  const [, whole, fraction = ''] = DECIMAL.exec(text) ?? []
  return whole === undefined ? literal(text) : grouped(whole) + fraction
}

// Digits of any number, where a number of JavaScript would lose the last ones.
const grouped = (digits: string): string => {
  const sign = digits.startsWith('-') ? '-' : ''
  const bare = digits.slice(sign.length)
  const head = bare.length % 3
  const groups = bare.slice(head).match(/\d{3}/g) ?? []
  return sign + [...(head === 0 ? [] : [bare.slice(0, head)]), ...groups].join(',')
}

/** True for a column of numbers: they stand right, and a number that is cut would be another number. */
export function isNumeric({ columns, rows }: Table, at: number): boolean {
  const type = columns[at]?.type
  if (type !== undefined) return type === 'integer' || type === 'decimal'
  const values = rows.map((row) => row[at] ?? null).filter((value) => value !== null)
  return values.length > 0 && values.every((value) => typeof value === 'number')
}

/** Where the cells of a column stand. */
export function alignOf(table: Table, at: number): 'left' | 'right' {
  return table.columns[at]?.align ?? (isNumeric(table, at) ? 'right' : 'left')
}
