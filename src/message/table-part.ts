import { grid } from './grid.ts'
import type { Part } from './part.ts'
import { type Cell, type Column, cellText, type Table } from './table.ts'
import { count } from './time.ts'

/** How many columns are looked at. */
const most = 50

// Digits and days are no sentence.
const isWords = (column: Column | undefined): boolean => column?.type === undefined || column.type === 'text'

const withText = (cell: Cell, column: Column | undefined, change: (text: string) => string): Cell => {
  if (column?.type === 'time' && cell !== null) return change(cellText(cell, column))
  return typeof cell === 'string' && isWords(column) ? change(cell) : cell
}

/** A table, wherever a message is shown but in a chat. */
export const tablePart: Part<Table> = {
  terminal: grid,
  text: ({ total }) => `${count(total)} ${total === 1 ? 'row' : 'rows'}`,
  withTexts: (table, change) => ({
    ...table,
    rows: table.rows.map((row) => row.map((cell, at) => withText(cell, table.columns[at], change))),
  }),
  bounded: (table, { first, leave }) => {
    const columns = table.columns.slice(0, most)
    const isCut = columns.length < table.columns.length
    if (isCut) leave(table.columns.length - columns.length, 'columns')
    const held = first(table.rows, (row) => row.slice(0, most))
    const rows = isCut ? held.map((row) => row.slice(0, most)) : held
    const total = rows.length < table.rows.length ? Math.max(table.total, table.rows.length) : table.total
    return { ...table, columns, rows, total }
  },
}
