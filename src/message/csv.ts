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
 * nothing. What a spreadsheet would take for a formula begins with an apostrophe, also inside a text; numbers stay numbers.
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

// Also after quotes and after what can't be seen, because some programs leave these out. Excel in some languages takes what
// only looks like a sign for one.
const FORMULA =
  /^(?:["\p{White_Space}\p{C}\p{Default_Ignorable_Code_Point}\u2800]*[=+\-@＝＋－＠﹦﹢﹣﹫]|[ \u00A0]*[\t\r\n])/u

// Excel in many languages splits at semicolons instead of commas. Quotes inside a line do nothing there, so that a cell of
// its own may begin in the middle of a text.
const SEPARATOR = /[;\t\r\n]/
const GAP = /[;"\p{White_Space}\p{C}\p{Default_Ignorable_Code_Point}\u2800]+[=+\-@＝＋－＠﹦﹢﹣﹫]?/gu

const inertGap = (gap: string): string => (SEPARATOR.test(gap) ? gap.replace(/[=+\-@＝＋－＠﹦﹢﹣﹫]$/, "'$&") : gap)

const inert = (text: string): string => {
  const split = SEPARATOR.test(text) ? text.replace(GAP, inertGap) : text
  return FORMULA.test(text) ? `'${split}` : split
}

const quoted = (text: string): string => (/[",;\t\r\n]|^ | $/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
