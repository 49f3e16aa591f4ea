import { clip, trim } from '../../message/clip.ts'
import { figure } from '../../message/figures.ts'
import type { Message, Table } from '../../message/message.ts'
import { timed } from '../../message/moments.ts'
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
    const cells = columns.map((_, at) => cell(trim(figure(row[at]), CELL)))
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
  const column_settings = columns.map(({ align }, at) => ({
    align: align ?? (isNumeric(table, at) ? 'right' : 'left'),
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

const rowsSaid = ({ rows, total }: Table, shown: number): string[] => {
  const all = Math.max(total, rows.length)
  if (all === 0) return ['No rows']
  return shown < all ? [`Table: ${count(shown)} of ${count(all)} rows`] : []
}

const columnsSaid = ({ columns }: Table, shown: number): string => `${count(shown)} of ${count(columns.length)} columns`

const isNumeric = ({ rows }: Table, at: number): boolean => {
  const values = rows.map((row) => row[at] ?? null).filter((value) => value !== null)
  return values.length > 0 && values.every((value) => typeof value === 'number')
}
