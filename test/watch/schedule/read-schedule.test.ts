import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Cursor } from '../../../src/command/clauses/cursor.ts'
import { UserError } from '../../../src/errors.ts'
import { takeSchedule } from '../../../src/watch/schedule/read-schedule.ts'
import type { Schedule } from '../../../src/watch/schedule/schedule.ts'
import { scheduleText } from '../../../src/watch/schedule/schedule-text.ts'
import { runs } from '../../runs.ts'

const read = (text: string): Schedule => {
  const cursor = new Cursor(text)
  const schedule = takeSchedule(cursor)
  if (schedule === undefined || cursor.next !== undefined) throw cursor.wanted('the end')
  return schedule
}

const shown = (text: string): string => {
  try {
    return scheduleText(read(text))
  } catch (error) {
    if (error instanceof UserError) return error.message
    throw error
  }
}

test.for([
  ['every 5m', 'every 5m'],
  ['every 5 minutes', 'every 5m'],
  ['every 90 min', 'every 1h30m'],
  ['every minute', 'every 1m'],
  ['hourly', 'every 1h'],
  ['every 24h', 'every 1d'],
  ['every day at 18:30', 'every day at 18:30'],
  ['Every weekday at 9', 'every weekday at 9:00'],
  ['every weekdays 9am', 'every weekday at 9:00'],
  ['every monday at noon', 'every monday at 12:00'],
  ['every mon, wed and fri at 6:30 pm', 'every monday, wednesday and friday at 18:30'],
  ['every saturday and sunday at 12am', 'every weekend at 0:00'],
  ['at 9:00', 'every day at 9:00'],
  ['at 9:00 every weekday', 'every weekday at 9:00'],
  ['daily at 09:05', 'every day at 9:05'],
  ['every 30s', 'A watch can read once a minute at most: “every 1m”.'],
  ['every 30 seconds', 'A watch can read once a minute at most: “every 1m”.'],
  ['every 2d', 'The longest interval is 24 hours. For less often, name a day: “every monday at 9:00”.'],
  ['every mondya at 9:00', 'I don’t understand “every mondya”. Did you mean “every monday”?'],
  ['every', 'I expected how often after “every”, such as “5m” or “weekday at 9:00”, but the line ends there.'],
  ['every day', 'I expected a time of day such as “at 9:00” after “day”, but the line ends there.'],
  ['every day at 25:00', 'I expected a time of day such as “at 9:00” after “day”, not “25:00”.'],
  ['every day at 13pm', 'I expected a time of day such as “at 9:00” after “day”, not “13pm”.'],
  ['at dawn', 'I expected a time of day such as “9:00” after “at”, not “dawn”.'],
] as const)('“%s”: %s', ([typed, said]) => {
  expect(shown(typed)).toBe(said)
})

test('what is printed is read back as the same', () => {
  const schedule: fc.Arbitrary<Schedule> = fc.oneof(
    fc.integer({ min: 1, max: 1_440 }).map((every) => ({ every })),
    fc.record({
      days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }).map((days) => days.sort()),
      at: fc.integer({ min: 0, max: 1_439 }),
    }),
  )
  fc.assert(
    fc.property(schedule, (one) => {
      expect(read(scheduleText(one))).toEqual(one)
    }),
    { numRuns: runs(300, 3_000) },
  )
})

test('any text is a schedule, or a mistake of who typed it', () => {
  const piece = fc.constantFrom(
    ...[
      'every',
      'at',
      'daily',
      'day',
      'mon',
      ',',
      'and',
      '9',
      '9:00',
      'pm',
      '5m',
      '1h',
      'minute',
      '99999999',
      '"x"',
      ':',
    ],
  )
  const text = fc.oneof(
    fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(' ')),
    fc.string({ unit: 'binary', maxLength: 30 }).map((rest) => `every ${rest}`),
  )
  fc.assert(
    fc.property(text, (typed) => {
      try {
        const schedule = read(typed)
        expect(read(scheduleText(schedule))).toEqual(schedule)
      } catch (error) {
        expect(error).toBeInstanceOf(UserError)
      }
    }),
    { numRuns: runs(500, 10_000) },
  )
})
