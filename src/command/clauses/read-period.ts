import { UserError } from '../../errors.ts'
import { type Grain, grains, type Period } from '../../metric-query.ts'
import { type Cursor, said } from './cursor.ts'

const MOST = 10_000

const short: Readonly<Record<string, Grain>> = {
  s: 'second',
  sec: 'second',
  min: 'minute',
  h: 'hour',
  d: 'day',
  w: 'week',
  mo: 'month',
  q: 'quarter',
  y: 'year',
}

/** The unit that a word names: `day`, `days`, `d`. */
export const grainOf = (word: string | undefined): Grain | undefined => {
  if (word === undefined) return undefined
  if (Object.hasOwn(short, word)) return short[word]
  return grains.find((grain) => word === grain || word === `${grain}s`)
}

/** Takes a unit of time; throws UserError if none comes next. */
export const takeGrain = (cursor: Cursor, after: string): Grain => {
  const grain = grainOf(cursor.word())
  if (grain === undefined) throw cursor.wanted(`${grains.slice(0, -1).join(', ')} or year after “${after}”`)
  cursor.step()
  return grain
}

/** A number of units as people write it: `30`, or with its unit `30d`. */
const counted = (word: string): { readonly digits: string; readonly unit: string } | undefined => {
  const found = /^(\d{1,9})([a-z]{0,8})$/.exec(word)
  return found ? { digits: found[1] ?? '', unit: found[2] ?? '' } : undefined
}

const takeLast = (cursor: Cursor, after: string): Period => {
  const next = counted(cursor.word() ?? '')
  if (next === undefined) return { kind: 'previous', unit: takeGrain(cursor, after) }
  const count = Number(next.digits)
  if (count < 1 || count > MOST)
    throw new UserError(
      `${said({ text: next.digits })} is no length of time: it can be 1 to ${MOST.toLocaleString('en-US')}.`,
    )
  if (next.unit !== '' && grainOf(next.unit) === undefined)
    throw cursor.wanted(`a unit such as “30 days” after “${after}”`)
  cursor.step()
  return { kind: 'last', count, unit: grainOf(next.unit) ?? takeGrain(cursor, `${after} ${next.digits}`) }
}

const day = /^\d{4}(?:-(\d\d)(?:-(\d\d)(?:[t ](\d\d):(\d\d)(?::(\d\d))?)?)?)?$/

/** True for a date that the calendar has, with or without its month, day and time. */
export const isCalendarDate = (text: string): boolean => {
  const found = day.exec(text.toLowerCase())
  if (!found) return false
  const [, month = '01', date = '01', hour = '00', minute = '00', second = '00'] = found
  const year = text.slice(0, 4)
  const at = new Date(`${year}-${month}-${date}T${hour}:${minute}:${second}Z`)
  // The 31st of February is read as a day of March.
  return !Number.isNaN(at.getTime()) && at.getUTCDate() === Number(date) && Number(year) >= 1000
}

const dayOnly = /^\d{4}-\d\d-\d\d$/
const clockTime = /^\d\d:\d\d(?::\d\d)?$/

/** True if a date comes next, with or without its time. */
export const isDateNext = ({ next }: Cursor): boolean => {
  const text = next?.text.trim().toLowerCase() ?? ''
  return (next?.kind === 'word' && (text === 'today' || text === 'yesterday')) || isCalendarDate(text)
}

/** Takes a date with or without its time; throws UserError for what is none. */
const takeDate = (cursor: Cursor, after: string): string => {
  const { next } = cursor
  const text = next?.kind === 'quoted' ? next.text.trim().toLowerCase() : (cursor.word() ?? '')
  if (text === 'today' || text === 'yesterday') {
    cursor.step()
    return text
  }
  if (!isCalendarDate(text))
    throw cursor.wanted(`a date such as 2026-11-30, 2026-11, today or yesterday after “${after}”`)
  cursor.step()
  const time = cursor.word() ?? ''
  if (!dayOnly.test(text) || !clockTime.test(time)) return text.replace(/[t ]/, 'T')
  if (!isCalendarDate(`${text}T${time}`)) throw cursor.wanted(`a time such as 08:15 after “${text}”`)
  cursor.step()
  return `${text}T${time}`
}

/** Reads the stretch of time that begins with this word, which was taken: `last 30 days`, `since yesterday`. */
export const readPeriod = (word: string, cursor: Cursor): Period | undefined => {
  switch (word) {
    case 'last':
    case 'past':
      return takeLast(cursor, word)
    case 'this':
      return { kind: 'current', unit: takeGrain(cursor, word) }
    case 'today':
      return { kind: 'current', unit: 'day' }
    case 'yesterday':
      return { kind: 'previous', unit: 'day' }
    case 'since':
      return { kind: 'dates', from: takeDate(cursor, word) }
    case 'until':
      return { kind: 'dates', to: takeDate(cursor, word) }
    case 'from': {
      const from = takeDate(cursor, word)
      if (!cursor.takeWords('to') && !cursor.takeWords('until')) return { kind: 'dates', from }
      return { kind: 'dates', from, to: takeDate(cursor, 'to') }
    }
    default:
      return undefined
  }
}
