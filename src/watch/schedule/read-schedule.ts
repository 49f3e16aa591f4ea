import { type Cursor, said } from '../../command/clauses/cursor.ts'
import { nearestWord } from '../../command/nearest.ts'
import { UserError } from '../../errors.ts'
import { takeSpan } from '../span.ts'
import { takeTime } from './read-time.ts'
import { dayGroups, days, type Schedule } from './schedule.ts'

const MINUTE = 60_000
/** The longest interval, in minutes; what is rarer has a time of day. */
const longest = 1_440

const dayOf = (word: string): readonly number[] | undefined => {
  const bare = word.endsWith('days') ? word.slice(0, -1) : word
  const several = dayGroups.find(([name]) => name === bare)
  if (several !== undefined) return several[1]
  const at = days.findIndex((names) => names.some((name) => name === bare))
  return at === -1 ? undefined : [at + 1]
}

const takeDays = (cursor: Cursor): readonly number[] => {
  const found = new Set<number>()
  for (;;) {
    const named = dayOf(cursor.word() ?? '')
    if (named === undefined) return [...found].sort()
    cursor.step()
    for (const day of named) found.add(day)
    // A comma or “and” is followed by another day, or belongs to what comes next.
    const isJoined = cursor.next?.text === ',' || cursor.word() === 'and'
    if (isJoined && dayOf(cursor.word(1) ?? '') !== undefined) cursor.step()
  }
}

const everyMinutes = (ms: number): Schedule => {
  const every = ms / MINUTE
  if (every > longest)
    throw new UserError('The longest interval is 24 hours. For less often, name a day: “every monday at 9:00”.')
  return { every }
}

const isSeconds = (cursor: Cursor): boolean => {
  const word = cursor.word() ?? ''
  const unit = /^\d{1,9}$/.test(word) ? (cursor.word(1) ?? '') : word.replace(/^\d{1,9}/, '')
  return /^(?:s|secs?|seconds?|ms)$/.test(unit)
}

const takeTimeAt = (cursor: Cursor, after: string): number => {
  cursor.takeWords('at')
  const at = takeTime(cursor)
  if (at === undefined) throw cursor.wanted(`a time of day such as “at 9:00” after “${after}”`)
  return at
}

const takeEvery = (cursor: Cursor): Schedule => {
  for (const [word, every] of [
    ['minute', 1],
    ['hour', 60],
  ] as const)
    if (cursor.takeWords(word)) return { every }
  if (isSeconds(cursor)) throw new UserError('A watch can read once a minute at most: “every 1m”.')
  const ms = takeSpan(cursor)
  if (ms !== undefined) return everyMinutes(ms)
  const on = takeDays(cursor)
  const last = cursor.last?.text ?? 'every'
  if (on.length > 0) return { days: on, at: takeTimeAt(cursor, last) }
  const { next } = cursor
  const words = ['minute', 'hour', ...dayGroups.map(([name]) => name), ...days.map(([name]) => name)]
  const near = next?.kind === 'word' ? nearestWord(next.text.slice(0, 40), words) : undefined
  if (next === undefined || near === undefined)
    throw cursor.wanted('how often after “every”, such as “5m” or “weekday at 9:00”')
  throw new UserError(`I don’t understand “every ${said(next).slice(1, -1)}”. Did you mean “every ${near}”?`)
}

/** Takes `every 5m`, `every weekday at 9:00`, `at 9:00`, `daily at 9:00`, `hourly`; undefined if no schedule comes next. */
export const takeSchedule = (cursor: Cursor): Schedule | undefined => {
  if (cursor.takeWords('every')) return takeEvery(cursor)
  if (cursor.takeWords('hourly')) return { every: 60 }
  if (cursor.takeWords('daily')) return { days: dayGroups[0][1], at: takeTimeAt(cursor, 'daily') }
  if (!cursor.takeWords('at')) return undefined
  const at = takeTime(cursor)
  if (at === undefined) throw cursor.wanted('a time of day such as “9:00” after “at”')
  if (!cursor.takeWords('every')) return { days: dayGroups[0][1], at }
  const on = takeDays(cursor)
  if (on.length === 0) throw cursor.wanted('a day after “every”')
  return { days: on, at }
}
