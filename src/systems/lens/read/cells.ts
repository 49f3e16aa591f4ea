import type { Grain } from '../../../metric-query.ts'

export type ShownCell = string | number | boolean | null

const number = /^-?\d+(?:\.\d+)?$/
const time = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?Z?$/

/** A number as it came, without zeros at its end that say nothing; text stays what it is, so that no digit is lost. */
const numeric = (cell: string): string => (number.test(cell) && cell.includes('.') ? withoutZeros(cell) : cell)

const withoutZeros = (cell: string): string => {
  let end = cell.length
  while (cell[end - 1] === '0') end -= 1
  return cell.slice(0, cell[end - 1] === '.' ? end - 1 : end)
}

/** A time on the clock of the query's zone, as exactly as its unit: `2026-11`, `2026-Q4`, `2026-11-30 14:00`. */
const timeText = (cell: string, grain: Grain | undefined): string => {
  const found = time.exec(cell)
  if (!found) return cell
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '', fraction = ''] = found
  const date = `${year}-${month}-${day}`
  const clock = `${hour}:${minute}`
  switch (grain) {
    case 'year':
      return year
    case 'quarter':
      return `${year}-Q${Math.ceil(Number(month) / 3)}`
    case 'month':
      return `${year}-${month}`
    case 'week':
    case 'day':
      return date
    case 'hour':
    case 'minute':
      return `${date} ${clock}`
    default: {
      const exact = /[1-9]/.test(fraction) ? `.${fraction}` : ''
      return `${date} ${clock}:${second}${exact}`
    }
  }
}

/** One value of a row as people read it, by what its column is. */
export const shownCell = (cell: unknown, type: string | undefined, grain?: Grain): ShownCell => {
  if (cell === null || cell === undefined) return null
  if (typeof cell === 'number' || typeof cell === 'boolean') return cell
  if (typeof cell !== 'string') return JSON.stringify(cell)
  if (type === 'number') return numeric(cell)
  return type === 'time' ? timeText(cell, grain) : cell
}
