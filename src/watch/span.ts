import type { Cursor } from '../command/clauses/cursor.ts'
import { UserError } from '../errors.ts'

const MINUTE = 60_000
const units: readonly (readonly [letter: string, ms: number, words: RegExp])[] = [
  ['d', 1_440 * MINUTE, /^(?:d|days?)$/],
  ['h', 60 * MINUTE, /^(?:h|hrs?|hours?)$/],
  ['m', MINUTE, /^(?:m|mins?|minutes?)$/],
]
const longest = 366 * 1_440 * MINUTE

const unitOf = (word: string): number | undefined => units.find(([, , words]) => words.test(word))?.[1]

const piece = /(\d{1,6})([a-z]{1,7})/g
const whole = /^(?:\d{1,6}[a-z]{1,7}){1,3}$/

/** `10m`, `1h30m`: the milliseconds of a word that is a length of time by itself. */
const written = (word: string): number | undefined => {
  if (!whole.test(word)) return undefined
  let sum = 0
  for (const [, digits = '', letters = ''] of word.matchAll(piece)) {
    const ms = unitOf(letters)
    if (ms === undefined) return undefined
    sum += Number(digits) * ms
  }
  return sum
}

/** Takes one part of a length of time: `10m`, `1h30m`, `10 minutes`. */
const takePart = (cursor: Cursor): number | undefined => {
  const word = cursor.word() ?? ''
  const ms = written(word)
  if (ms !== undefined) {
    cursor.step()
    return ms
  }
  const unit = unitOf(cursor.word(1) ?? '')
  if (!/^\d{1,6}$/.test(word) || unit === undefined) return undefined
  cursor.step()
  cursor.step()
  return Number(word) * unit
}

/** Takes a length of time, such as `10m`, `2 hours` or `1h 30m`, in milliseconds; undefined if none comes next. */
export const takeSpan = (cursor: Cursor): number | undefined => {
  let sum = takePart(cursor)
  if (sum === undefined) return undefined
  for (let more = takePart(cursor); more !== undefined; more = takePart(cursor)) sum += more
  if (sum < MINUTE) throw new UserError('The shortest time is 1 minute.')
  if (sum > longest) throw new UserError('The longest time is 366 days.')
  return sum
}

/** A length of time as it is typed: `10m`, `1h30m`. */
export const spanText = (ms: number): string => {
  let rest = ms
  return units
    .flatMap(([letter, each]) => {
      const count = Math.floor(rest / each)
      rest -= count * each
      return count > 0 ? [`${count}${letter}`] : []
    })
    .join('')
}
