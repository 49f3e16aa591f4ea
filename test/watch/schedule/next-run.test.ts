import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wallClock } from '../../../src/wall-clock.ts'
import { nextRun } from '../../../src/watch/schedule/next-run.ts'
import { runs } from '../../runs.ts'
import { firstOnTheWall } from './wall-times.ts'

const hour = 3_600_000
const zones = [
  ...['UTC', 'Europe/Paris', 'Europe/London', 'America/New_York', 'America/St_Johns', 'America/Havana'],
  ...['America/Santiago', 'Africa/Cairo', 'Africa/Casablanca', 'Asia/Beirut', 'Asia/Kathmandu', 'Asia/Kolkata'],
  ...['Australia/Lord_Howe', 'Pacific/Chatham', 'Pacific/Kiritimati', 'Antarctica/Troll'],
]
const [first, last] = [Date.UTC(2025, 0), Date.UTC(2028, 0)]

/** Moments at which the offset of a zone changes. */
const changesOf = (zone: string): readonly number[] => {
  const offset = (now: number) => wallClock({ now, zone }).getTime() - now
  const found: number[] = []
  for (let now = first; now < last; now += 12 * hour) if (offset(now) !== offset(now + 12 * hour)) found.push(now)
  return found
}
const changes = new Map(zones.map((zone) => [zone, changesOf(zone)]))

/** A zone and a moment, often near one at which its clocks change. */
const where = fc.constantFrom(...zones).chain((zone) => {
  const anywhere = fc.integer({ min: first, max: last })
  const at = changes.get(zone) ?? []
  if (at.length === 0) return fc.record({ zone: fc.constant(zone), after: anywhere })
  const near = fc.tuple(fc.constantFrom(...at), fc.integer({ min: -36 * hour, max: 36 * hour })).map(([a, b]) => a + b)
  return fc.record({ zone: fc.constant(zone), after: fc.oneof(anywhere, near) })
})
const days = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }).map((some) => some.sort())
// Clocks change at night, so times of the night are tried most.
const at = fc.oneof(
  fc.integer({ min: 0, max: 1_439 }),
  fc.integer({ min: 0, max: 240 }),
  fc.constantFrom(0, 120, 150, 180),
)

test('the next run is when the clock on the wall first shows or passes its time', () => {
  fc.assert(
    fc.property(where, days, at, ({ zone, after }, on, minute) => {
      expect(nextRun({ days: on, at: minute }, zone, after)).toBe(firstOnTheWall(on, minute, zone, after))
    }),
    { numRuns: runs(60, 300) },
  )
})

test('an interval has its runs at its multiples, each later than the one before', () => {
  fc.assert(
    fc.property(where, fc.integer({ min: 1, max: 1_440 }), ({ zone, after }, every) => {
      const next = nextRun({ every }, zone, after)
      expect(next).toBeGreaterThan(after)
      expect(next - after).toBeLessThanOrEqual(every * 60_000)
      expect(next % (every * 60_000)).toBe(0)
    }),
    { numRuns: runs(200, 2_000) },
  )
})

const daily = { days: [1, 2, 3, 4, 5, 6, 7], at: 150 }
const series = (zone: string, from: string, count: number) => {
  const found: string[] = []
  for (let after = Date.parse(from); found.length < count; ) {
    after = nextRun(daily, zone, after)
    found.push(new Date(after).toISOString())
  }
  return found
}

test('2:30 on the day that has none runs once, at 3:00', () => {
  expect(series('Europe/Paris', '2026-03-28T00:00:00Z', 3)).toEqual([
    '2026-03-28T01:30:00.000Z',
    '2026-03-29T01:00:00.000Z',
    '2026-03-30T00:30:00.000Z',
  ])
})

test('2:30 on the day that has it twice runs once, the first time', () => {
  expect(series('Europe/Paris', '2026-10-24T00:00:00Z', 3)).toEqual([
    '2026-10-24T00:30:00.000Z',
    '2026-10-25T00:30:00.000Z',
    '2026-10-26T01:30:00.000Z',
  ])
  expect(nextRun(daily, 'Europe/Paris', Date.parse('2026-10-25T00:45:00Z'))).toBe(Date.parse('2026-10-26T01:30:00Z'))
})

test('a part of a second doesn’t matter', () => {
  const exact = Date.parse('2026-11-30T02:30:00Z')
  expect(nextRun(daily, 'UTC', exact - 1)).toBe(exact)
  expect(nextRun(daily, 'UTC', exact)).toBe(exact + 24 * hour)
  expect(nextRun(daily, 'UTC', exact + 1)).toBe(exact + 24 * hour)
})

test('a zone that does not exist is an error', () => {
  expect(() => nextRun(daily, 'Europe/Nowhere', 0)).toThrow()
})
