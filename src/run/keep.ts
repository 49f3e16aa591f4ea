import type { Cell } from '../message/table.ts'
import { makeRoom } from '../store/forget-tables.ts'
import { addRows } from '../store/run-rows.ts'
import { openTable } from '../store/run-tables.ts'
import type { Context } from './context.ts'
import { mostColumns, type TakeRows } from './rows.ts'

type Row = readonly Cell[]

/** How large one stored piece may be: it is written, read and parsed at once. */
const piece = { rows: 500, characters: 32_000 }

/** How much of one table is stored at most; a larger one is better viewed in the system itself. */
export const mostKept = { rows: 100_000, characters: 32_000_000 }

/** How many bytes of rows are stored of one person besides the table that is being stored; the oldest tables give way. */
export const mostOfPerson = 100_000_000

/** About how many characters of JSON a row takes. */
const lengthOf = (row: Row): number =>
  row.reduce<number>((sum, cell) => sum + 4 + (typeof cell === 'string' ? cell.length : 8), 2)

/**
 * Stores the rows of a table with its run, piece by piece, if one message does not show all of them; for whoever asked alone
 * if they are private.
 */
export const keepRows =
  ({ store, world, display }: Pick<Context, 'store' | 'world' | 'display'>, run: string, isPrivate = false): TakeRows =>
  async ({ atOnce, columns: all, ...given }, rows) => {
    const columns = all.slice(0, mostColumns)
    const about = { ...given, columns, isPrivate }
    const now = world.clock.now()
    let waiting: Row[] = []
    let [characters, stored, sum, weight, heaviest] = [0, 0, 0, 0, 0]
    let isWhole = true

    const flush = async (): Promise<void> => {
      const some = waiting
      if (stored === 0) await makeRoom(store, run, mostOfPerson)
      await store.transaction(async (tx) => {
        if (stored === 0) await openTable(tx, run, about, now)
        await addRows(tx, run, stored, some)
      })
      stored += some.length
      waiting = []
      characters = 0
    }

    for await (const whole of rows) {
      const row = whole.slice(0, mostColumns)
      const length = lengthOf(row)
      if (stored + waiting.length >= mostKept.rows || sum + length > mostKept.characters) {
        isWhole = false
        break
      }
      const isFull = waiting.length >= piece.rows || characters + length > piece.characters
      if (isFull && waiting.length > 0) await flush()
      const one = display.weighRow(columns, row)
      waiting.push(row)
      characters += length
      sum += length
      weight += one
      heaviest = Math.max(heaviest, one)
    }
    const isShown =
      waiting.length <= Math.min(atOnce, display.rowsHeld(columns, 0)) && display.rowsHeld(columns, weight) > 0
    if (stored === 0 && isShown) return undefined
    if (waiting.length > 0) await flush()
    return { size: Math.max(1, Math.min(atOnce, display.rowsHeld(columns, heaviest))), rows: stored, isWhole }
  }
