import type { ReadColumn } from '../run/rows.ts'
import type { Row } from '../shapes/index.ts'

/** What the cells of a column are, as the bot's tables have it. */
export type CellType = 'text' | 'integer' | 'decimal' | 'date' | 'time' | 'boolean'

/** One cell as the bot's tables take it. */
export type ResultCell = string | number | boolean | null

const types: Readonly<Record<string, CellType>> = {
  integer: 'integer',
  float: 'decimal',
  boolean: 'boolean',
  datetime: 'time',
  date: 'date',
  string: 'text',
}

/** How a column is shown: by its type, but the digits of ids and years stand together, as those of a text. */
export const columnOf = (
  column: ReadColumn,
  rows: readonly Row[],
): { readonly type: CellType; readonly align?: 'right' } => {
  const type = typeOf(column, rows)
  return type === 'integer' && isName(column.name) ? { type: 'text', align: 'right' } : { type }
}

/** Whether the numbers of a column count nothing: those of ids and years. A name that repeats gets a number, `id1`. */
const isName = (name: string): boolean =>
  /(?:^|[_ .-])(?:id|year)\d*$/i.test(name) || /[a-z0-9](?:Id|ID|Year)\d*$/.test(name)

/** The type of a column: as Redash tells, else as its first rows are. It tells none for texts, among others. */
const typeOf = ({ name, type }: ReadColumn, rows: readonly Row[]): CellType => {
  if (type !== undefined) return (Object.hasOwn(types, type) ? types[type] : undefined) ?? 'text'
  const cells = rows.map((row) => row[name]).filter((cell) => cell !== null && cell !== undefined)
  if (cells.length === 0) return 'text'
  if (cells.every((cell) => Number.isInteger(cell))) return 'integer'
  if (cells.every((cell) => typeof cell === 'number')) return 'decimal'
  return cells.every((cell) => typeof cell === 'boolean') ? 'boolean' : 'text'
}

const withoutZone = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)$/

/** A moment in no zone as people read it, without the T; any other text as it is. */
export const withoutT = (text: string): string => text.replace(withoutZone, '$1 $2')

/** A cell as it came: no digit is lost or rounded, and what is no single value is JSON. */
export const cellOf = (cell: unknown, type: CellType): ResultCell => {
  if (cell === null || cell === undefined) return null
  if (typeof cell === 'object') return JSON.stringify(cell)
  // A number in a column of integers would be rounded.
  if (typeof cell === 'number') return type === 'integer' && !Number.isInteger(cell) ? String(cell) : cell
  if (typeof cell === 'boolean') return cell
  const text = String(cell)
  return type === 'time' ? withoutT(text) : text
}
