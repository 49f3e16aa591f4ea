import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wallClock } from '../../../src/wall-clock.ts'
import { nextRun } from '../../../src/watch/schedule/next-run.ts'
import { turnAt } from '../../../src/watch/schedule/turn.ts'
import { runs } from '../../runs.ts'

const minute = 60_000
const day = 1_440 * minute

/** Zones whose clocks change by an hour, by half of one, at midnight, or not at all, and one that once left out a day. */
const zones = [
  ...['UTC', 'Europe/Paris', 'America/New_York', 'America/St_Johns', 'Africa/Cairo', 'Asia/Beirut', 'Asia/Kolkata'],
  ...['Australia/Lord_Howe', 'America/Santiago', 'Pacific/Apia', 'Africa/Casablanca', 'Antarctica/Troll'],
]
const zone = fc.constantFrom(...zones)
const at = fc.oneof(fc.integer({ min: 0, max: 1_439 }), fc.constantFrom(0, 30, 60, 119, 120, 150, 180))
const all = [1, 2, 3, 4, 5, 6, 7] as const

/** The days on the wall, as numbers, of moments there. */
const dayOf = (moment: number, where: string): number =>
  Math.floor(wallClock({ now: moment, zone: where }).getTime() / day)

test('a daily watch runs once on each day, whatever the clocks do', () => {
  const begin = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2027, 11) })
  fc.assert(
    fc.property(zone, at, begin, (where, minutes, from) => {
      const schedule = { days: all, at: minutes }
      const days: number[] = []
      for (let run = nextRun(schedule, where, from); days.length < 10; run = nextRun(schedule, where, run))
        days.push(dayOf(run, where))
      const [first = 0] = days
      expect(days).toEqual(days.map((_, n) => first + n))
    }),
    { numRuns: runs(60, 1_000) },
  )
})

test('a watch of some days of the week runs on these alone', () => {
  const some = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }).map((found) => found.toSorted())
  const begin = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2027, 11) })
  fc.assert(
    fc.property(zone, at, some, begin, (where, minutes, days, from) => {
      const run = nextRun({ days, at: minutes }, where, from)
      expect(days).toContain(((new Date(dayOf(run, where) * day).getUTCDay() + 6) % 7) + 1)
      expect(run).toBeGreaterThan(from)
      expect(run - from).toBeLessThanOrEqual(8 * day)
    }),
    { numRuns: runs(100, 2_000) },
  )
})

test('a bot that looks every few minutes reads each run once, also if it is down for days', () => {
  const pauses = fc.array(fc.oneof(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 60, max: 4_000 })), {
    minLength: 5,
    maxLength: 60,
  })
  const begin = fc.constantFrom(
    Date.UTC(2026, 2, 28),
    Date.UTC(2026, 9, 24),
    Date.UTC(2026, 10, 1),
    Date.UTC(2026, 3, 5),
  )
  fc.assert(
    fc.property(
      zone,
      at,
      begin,
      pauses,
      fc.constantFrom('once' as const, 'skip' as const),
      (where, minutes, from, gaps, missed) => {
        const schedule = { days: all, at: minutes }
        let [now, due] = [from, nextRun(schedule, where, from)]
        const read = new Set<number>()
        for (const gap of gaps) {
          now += gap * minute
          if (now < due) continue
          const turn = turnAt({ schedule, zone: where, missed }, due, now)
          // The last run that was due by now is the one that is read, or left out as missed.
          if (turn.reads) {
            expect(read.has(due)).toBe(false)
            read.add(due)
          }
          expect(turn.next).toBe(nextRun(schedule, where, now))
          if (missed === 'once') expect(turn.reads).toBe(true)
          due = turn.next
        }
      },
    ),
    { numRuns: runs(60, 1_000) },
  )
})
