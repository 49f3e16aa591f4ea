import { type Cell, type Column, momentIn } from './table.ts'

/** What a file begins with: without it, Excel reads UTF-8 as the letters of an old code page. */
export const byteOrderMark = '\uFEFF'

const END = '\r\n'
const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/
const DATE = /^\d{4}-\d\d-\d\d$/

/** The labels of a table as the first line of a CSV file. */
export const csvHead = (columns: readonly Column[]): string =>
  columns.map(({ label }) => quoted(inert(label))).join(',') + END

/**
 * One row as a line of a CSV file (RFC 4180): numbers with every digit that came, moments and days as ISO 8601, null as
 * nothing. What a spreadsheet would take for a formula begins with an apostrophe; numbers stay numbers.
 */
export const csvRow = (columns: readonly Column[], row: readonly Cell[]): string =>
  columns.map(({ type }, at) => quoted(written(row[at] ?? null, type))).join(',') + END

const written = (cell: Cell, type: Column['type']): string => {
  if (cell === null) return ''
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no'
  if (type === 'time') return timeOf(cell)
  if (typeof cell === 'number') return String(cell)
  // A column may say that it has numbers, and a system may send something else.
  const isPlain = type === 'integer' || type === 'decimal' ? NUMBER.test(cell) : type === 'date' && DATE.test(cell)
  return isPlain ? cell : inert(cell)
}

const timeOf = (cell: number | string): string => {
  if (momentIn(cell) === undefined) return inert(String(cell))
  return typeof cell === 'number' ? new Date(cell).toISOString() : cell
}

// With spaces before it too: some programs leave them out.
const FORMULA = /^[ \u00A0]*[=+\-@\t\r\n＝＋－＠]/

const inert = (text: string): string => (FORMULA.test(text) ? `'${text}` : text)

const quoted = (text: string): string => (/[",\r\n]|^ | $/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
