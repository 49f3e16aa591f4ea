import { cells, cut, pad } from './cells.ts'
import { literal } from './literal.ts'
import type { Paint } from './paint.ts'
import { fieldPairs, pairs } from './pairs.ts'
import { alignOf, cellText, isNumeric, type Table } from './table.ts'
import { count } from './time.ts'

const GAP = 2
const NAME = 24
const CELL = 8

/** A table with aligned columns cut to the width; where they cannot fit, each row becomes a block of fields. */
export function grid(table: Table, width: number, paint: Paint): string[] {
  const labels = table.columns.map(({ label }) => literal(label, 60))
  const rows = table.rows.map((row) => table.columns.map((column, at) => cellText(row[at], column)))
  const held = table.rows.length
  const data = labels.map((_, at) => rows.reduce((most, row) => Math.max(most, cells(row[at] ?? '')), 0))
  const natural = labels.map((label, at) => Math.max(cells(label), data[at] ?? 0))
  // A number that is cut is another number, and a name that is cut cannot be typed. What is cut still takes a cell.
  const floors = natural.map((wide, at) =>
    isNumeric(table, at) ? Math.min(wide, Math.max(1, data[at] ?? 0)) : Math.min(wide, at === 0 ? NAME : CELL),
  )
  const widths = shrink(natural, floors, width - GAP * (labels.length - 1))
  const body = widths ? aligned(table, labels, rows, widths, paint) : blocks(labels, rows, width, paint)
  if (table.total === 0 && held === 0) return [...body, 'no rows']
  if (held >= table.total) return body
  return [...body, ...(widths ? [] : ['']), paint('quiet', `${count(held)} of ${count(table.total)} rows`)]
}

function aligned(table: Table, labels: string[], rows: string[][], widths: number[], paint: Paint): string[] {
  const aligns = table.columns.map((_, at) => alignOf(table, at))
  const line = (row: readonly string[]): string =>
    row
      .map((cell, at) => pad(cut(cell, widths[at] ?? 0), widths[at] ?? 0, aligns[at]))
      .join(' '.repeat(GAP))
      .trimEnd()
  const underline = widths.map((wide) => '─'.repeat(wide)).join(' '.repeat(GAP))
  return [paint('strong', line(labels)), paint('quiet', underline), ...rows.map(line)]
}

function blocks(labels: string[], rows: string[][], width: number, paint: Paint): string[] {
  return rows.flatMap((row, at) => {
    const fields = labels.map((label, column) => ({ label, value: row[column] ?? '' }))
    const lines = pairs(fieldPairs(fields), width, paint)
    return at === 0 ? lines : ['', ...lines]
  })
}

// The widest gives way first, down to its floor.
function shrink(natural: readonly number[], floors: readonly number[], room: number): number[] | undefined {
  const widths = [...natural]
  for (let over = widths.reduce((sum, wide) => sum + wide, 0) - room; over > 0; over -= 1) {
    const slack = widths.map((wide, at) => (wide > (floors[at] ?? 0) ? wide : 0))
    const widest = Math.max(...slack)
    if (widest === 0) return undefined
    widths[slack.lastIndexOf(widest)] = widest - 1
  }
  return widths
}
