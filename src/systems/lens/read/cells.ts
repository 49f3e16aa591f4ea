import type { Grain } from '../../../metric-query.ts'
import { clockText } from '../../clock-text.ts'

export type ShownCell = string | number | boolean | null

const number = /^-?\d+(?:\.\d+)?$/

/** A number as it came, without zeros at its end that say nothing; text stays what it is, so that no digit is lost. */
const numeric = (cell: string): string => (number.test(cell) && cell.includes('.') ? withoutZeros(cell) : cell)

const withoutZeros = (cell: string): string => {
  let end = cell.length
  while (cell[end - 1] === '0') end -= 1
  return cell.slice(0, cell[end - 1] === '.' ? end - 1 : end)
}

/** One value of a row as people read it, by what its column is. */
export const shownCell = (cell: unknown, type: string | undefined, grain?: Grain): ShownCell => {
  if (cell === null || cell === undefined) return null
  if (typeof cell === 'number' || typeof cell === 'boolean') return cell
  if (typeof cell !== 'string') return JSON.stringify(cell)
  if (type === 'number') return numeric(cell)
  return type === 'time' ? clockText(cell, grain) : cell
}
