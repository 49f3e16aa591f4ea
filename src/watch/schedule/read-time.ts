import type { Cursor } from '../../command/clauses/cursor.ts'

const shaped = /^(\d{1,2})(?::([0-5]\d))?(am|pm)?$/
const named: Readonly<Record<string, number>> = { midnight: 0, noon: 720 }

/** The minutes since midnight of `9`, `9:30`, `9am`, `18:30`; undefined for what is no time of day. */
const minutesOf = (word: string, half?: string): number | undefined => {
  const found = shaped.exec(word)
  if (!found) return undefined
  const hour = Number(found[1])
  const meridiem = found[3] ?? half
  if (meridiem === undefined) return hour < 24 ? hour * 60 + Number(found[2] ?? 0) : undefined
  if (hour < 1 || hour > 12) return undefined
  return ((hour % 12) + (meridiem === 'pm' ? 12 : 0)) * 60 + Number(found[2] ?? 0)
}

/** Takes a time of day, in minutes since midnight; undefined if none comes next. */
export const takeTime = (cursor: Cursor): number | undefined => {
  const word = cursor.word() ?? ''
  const after = cursor.word(1)
  const half = after === 'am' || after === 'pm' ? after : undefined
  const found = Object.hasOwn(named, word) ? named[word] : minutesOf(word, half)
  if (found === undefined) return undefined
  cursor.step()
  if (half !== undefined && /^[\d:]+$/.test(word)) cursor.step()
  return found
}

/** `9:05`. */
export const timeText = (minutes: number): string =>
  `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
