import type { AnswerTable, GivenRow } from '../command/answer.ts'
import type { Cell, Column, Table } from '../message/table.ts'
import { count } from '../message/time.ts'

/** How many rows are shown at once, if a command does not say. */
const usual = 30
/** How many rows are counted at most if a command does not say how many there are. */
const most = 1_000_000

/** How many columns are shown and stored at most; a spreadsheet holds 16,384, and a message shows 20. */
export const mostColumns = 1_000
/** How many characters of a cell are in a message whose table is stored; a message shows 150 of them. */
const mostShown = 1_000

/** What is known about a table before its rows arrive. */
export interface Taken {
  readonly command: string
  /** The ids of the connections that were read. */
  readonly connections: readonly string[]
  /** The optional scopes of the command that reading them needed. */
  readonly needed?: readonly string[]
  readonly columns: readonly Column[]
  /** How many rows the command wants to show at once. */
  readonly atOnce: number
}

/** What became of the rows: how many a page has, how many are stored, and whether these are all. */
export interface Kept {
  readonly size: number
  readonly rows: number
  readonly isWhole: boolean
}

/** Receives all rows of a table as they arrive, also those that are not shown; undefined if nothing is stored. */
export type TakeRows = (table: Taken, rows: AsyncIterable<readonly Cell[]>) => Promise<Kept | undefined>

/**
 * The table of an answer with the rows that are shown; all rows go to `take`, one after the other, and are never in
 * memory together. Without `take` no more are read than are shown and must be counted.
 */
export const shownTable = async (
  { columns: all, rows: given, total, atOnce = usual }: AnswerTable,
  about: Pick<Taken, 'command' | 'connections' | 'needed'>,
  take?: TakeRows,
): Promise<{ readonly table: Table; readonly notes: readonly string[] }> => {
  const columns = all.slice(0, mostColumns)
  const first: (readonly Cell[])[] = []
  let came = 0
  async function* passing(): AsyncGenerator<readonly Cell[], void> {
    for await (const row of given) {
      const cells = row.map(asJson)
      if (first.length < atOnce) first.push(cells.slice(0, mostColumns))
      came += 1
      yield cells
    }
  }
  const rows = passing()
  const kept = await take?.({ ...about, columns: all, atOnce }, rows)
  const known = total ?? (Array.isArray(given) ? given.length : undefined)
  // The remaining rows are only counted.
  if (kept === undefined) for await (const _ of rows) if (came >= atOnce && (known !== undefined || came >= most)) break
  await rows.return()
  const tooWide =
    columns.length < all.length
      ? [`Too wide: only the first ${count(columns.length)} of ${count(all.length)} columns are shown.`]
      : []
  if (kept === undefined) return { table: { columns, rows: first, total: Math.max(known ?? 0, came) }, notes: tooWide }
  const { size, rows: stored, isWhole } = kept
  return {
    table: {
      columns,
      rows: first.slice(0, size).map(briefRow),
      total: Math.max(known ?? 0, stored),
      kept: { size, rows: stored },
    },
    notes: [
      ...tooWide,
      ...(isWhole ? [] : [`Too large: only the first ${count(stored)} rows can be paged and exported.`]),
    ],
  }
}

/** A stored row as it is in a message: every press stores and reads the whole message. */
export const briefRow = (row: readonly Cell[]): readonly Cell[] =>
  row.map((cell) => (typeof cell === 'string' ? cell.slice(0, mostShown) : cell))

/** A cell as JSON, without losing a digit. */
const asJson = (cell: GivenRow[number]): Cell => {
  if (typeof cell === 'bigint') return String(cell)
  return cell === undefined || (typeof cell === 'number' && !Number.isFinite(cell)) ? null : cell
}
