import { cells, hang, pad, wrap } from './cells.ts'
import { literal } from './literal.ts'
import type { Change } from './message.ts'
import type { Paint } from './paint.ts'

/** A label and what stands beside it, given how many cells are left. */
export interface Pair {
  readonly label: string
  readonly lines: (room: number) => string[]
}

const GAP = 2
const NUMBER = /^(?:\d[\d,.]{0,12}|–)(?= |$)/

/** Labels and values in two aligned columns; a label too long for the first has a line of its own, and so have all where most are too long. */
export function pairs(rows: readonly Pair[], width: number, paint: Paint): string[] {
  const cap = Math.min(Math.floor(width * 0.55), 40)
  const beside = rows.map(({ label }) => cells(label)).filter((wide) => wide <= cap)
  const widest = beside.length * 2 < rows.length ? 0 : Math.max(0, ...beside)
  const margin = widest === 0 ? 2 : widest + GAP
  return rows.flatMap(({ label, lines }) => {
    const [first = '', ...rest] = lines(width - margin)
    const below = rest.map((line) => ' '.repeat(margin) + line)
    if (cells(label) <= widest) return [paint('label', pad(label, margin)) + first, ...below]
    return [...wrap(label, width).map((line) => paint('label', line)), ' '.repeat(margin) + first, ...below]
  })
}

/** Fields as pairs; where each value begins with a number, the numbers end in one column. */
export function fieldPairs(fields: readonly { label: string; value: string }[]): Pair[] {
  const digits = fields.map(({ value }) => NUMBER.exec(value)?.[0].length ?? Number.NaN)
  const most = fields.length > 1 ? Math.max(...digits) : 0
  return fields.map(({ label, value }, at) => {
    const mark = ' '.repeat(Number.isNaN(most) ? 0 : Math.max(0, most - (digits[at] ?? 0)))
    return { label, lines: (room) => hang(mark, value, room) }
  })
}

/** Changes as pairs: `Enabled  yes → no`, one below the other where a line does not hold both. */
export function changePairs(changes: readonly Change[], paint: Paint): Pair[] {
  return changes.map((change) => {
    const before = literal(change.before, 500) || '(empty)'
    const after = literal(change.after, 500) || '(empty)'
    const lines = (room: number): string[] => {
      if (cells(before) + cells(after) + 3 <= room) return [`${before} → ${paint('strong', after)}`]
      return [...hang('from ', before, room), ...hang('to   ', after, room).map((line) => paint('strong', line))]
    }
    return { label: literal(change.field, 60), lines }
  })
}
