import type { z } from 'zod'
import type { RunResult } from '../run/rows.ts'
import type { Visualization as Drawing } from '../shapes/query.ts'

type Drawn = Pick<z.output<typeof Drawing>, 'type' | 'options'> & { readonly name?: string }

/** The figure of a counter: what it counts, and its value with every digit. */
export interface Counter {
  readonly label: string
  readonly value: string
  readonly target: string | undefined
}

const textIn = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Where the row is that a counter takes: they are counted from 1, those below 0 from the end, and anything else is the first. */
const indexOf = (place: unknown, count: number): number => {
  const number = Number.parseInt(String(place), 10) || 1
  return number > 0 ? number - 1 : count + number
}

/** A figure with its thousands apart and no digit rounded. */
const figureOf = (cell: unknown): string => {
  if (typeof cell === 'number') return cell.toLocaleString('en-US', { maximumFractionDigits: 20 })
  if (typeof cell === 'string') return /^-?\d{1,400}$/.test(cell) ? BigInt(cell).toLocaleString('en-US') : cell
  return String(cell ?? null)
}

/** The figure of a visualization that is a counter; undefined for any other, and if its cell is not among the rows. */
export const counterOf = ({ type, name, options }: Drawn, { rows, columns, count }: RunResult): Counter | undefined => {
  if (type !== 'COUNTER') return undefined
  const at = (column: unknown, place: unknown) => {
    const row = rows[indexOf(place, count)]
    const known = columns.find((one) => one.name === column && !one.isHidden)
    return row && known ? figureOf(row[known.name]) : undefined
  }
  const value =
    options?.countRow === true ? count.toLocaleString('en-US') : at(options?.counterColName, options?.rowNumber)
  if (value === undefined) return undefined
  return {
    label: textIn(options?.counterLabel).trim() || textIn(name).trim() || 'Counter',
    value: `${textIn(options?.stringPrefix)}${value}${textIn(options?.stringSuffix)}`.trim(),
    target: at(options?.targetColName, options?.targetRowNumber),
  }
}
