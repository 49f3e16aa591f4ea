import { clip, trim } from '../../message/clip.ts'
import type { Message } from '../../message/message.ts'
import { timed } from '../../message/moments.ts'
import { alignOf, type Column, cellText, type Cell as Given, type Table } from '../../message/table.ts'
import { count, NONE } from '../../message/time.ts'
import type { Block } from './block.ts'
import { LIMITS } from './limits.ts'
import { context, plain } from './plain.ts'
import { dated, lines } from './rich.ts'

const CELL = 150
const LONG = 40
const CUT = 500 // Characters left free, should Slack count otherwise.

/**
 * The one table that a message may have, with what it leaves out said before it: Slack shows a table below all
 * other blocks. Cells are `raw_text`, which is literal; `raw_number` is newer than some clients.
 */
export const table = ({ table }: Message): Block[] => {
  if (!table || table.columns.length === 0) return []
  const columns = table.columns.slice(0, LIMITS.tableColumns.max)
  const labels = columns.map(({ label }) => cell(clip(label, CELL)))
  const rows: Cell[][] = []
  let room = LIMITS.tableText.max - CUT - length(labels)
  for (const row of table.rows.slice(0, LIMITS.tableRows.max - 1)) {
    const cells = cellsOf(columns, row)
    room -= length(cells)
    if (room < 0) break
    rows.push(cells)
  }
  const said = [
    ...rowsSaid(table, rows.length),
    ...(columns.length < table.columns.length ? [columnsSaid(table, columns.length)] : []),
  ]
  const words = said.length === 0 ? [] : context(plain(said.join(' · ')))
  if (rows.length === 0) return words
  const column_settings = columns.map((_, at) => ({
    align: alignOf(table, at),
    // Slack shows one line of a cell unless it is told otherwise.
    ...(rows.some((row) => (row[at]?.text.length ?? 0) > LONG) && { is_wrapped: true }),
  }))
  return [...words, { type: 'table', rows: [labels, ...rows.map((row) => row.map(sent))], column_settings }]
}

type Cell = Readonly<{ type: 'raw_text'; text: string }>

/** The cell as it is sent: a moment and nothing else is shown by the reader's clock. */
const sent = (cell: Cell): object => {
  const [piece, ...more] = timed(cell.text)
  if (piece === undefined || typeof piece === 'string' || more.length > 0) return cell
  return { type: 'rich_text', elements: lines(dated(cell.text)) }
}

const cell = (text: string): Cell => ({ type: 'raw_text', text: text.trim() === '' ? NONE : text })

const length = (cells: readonly Cell[]): number => cells.reduce((sum, { text }) => sum + text.length, 0)

const cellsOf = (columns: readonly Column[], row: readonly Given[]): Cell[] =>
  columns.map((column, at) => cell(trim(cellText(row[at], column), CELL)))

/** How much of the room of a table one row takes. */
export const weighRow = (columns: readonly Column[], row: readonly Given[]): number =>
  length(cellsOf(columns.slice(0, LIMITS.tableColumns.max), row))

/** How many rows a message holds if none of them weighs more than `heaviest`; 0 if not even one. */
export const rowsHeld = (columns: readonly Column[], heaviest: number): number => {
  const labels = columns.slice(0, LIMITS.tableColumns.max).map(({ label }) => cell(clip(label, CELL)))
  const room = LIMITS.tableText.max - CUT - length(labels)
  return Math.min(LIMITS.tableRows.max - 1, Math.floor(room / Math.max(1, heaviest)))
}

const rowsSaid = ({ rows, total, from = 0, kept }: Table, shown: number): string[] => {
  const all = Math.max(total, rows.length)
  if (all === 0) return ['No rows']
  if (kept !== undefined && shown > 0) return [`Rows ${count(from + 1)} to ${count(from + shown)} of ${count(all)}`]
  return shown < all ? [`Table: ${count(shown)} of ${count(all)} rows`] : []
}

const columnsSaid = ({ columns }: Table, shown: number): string => `${count(shown)} of ${count(columns.length)} columns`
