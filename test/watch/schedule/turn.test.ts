import fc from 'fast-check'
import { expect, test } from 'vitest'
import { turnAt } from '../../../src/watch/schedule/turn.ts'
import { runs } from '../../runs.ts'

const minute = 60_000
const at = (time: string) => Date.parse(`2026-11-30T${time}Z`)
const nine = { schedule: { days: [1, 2, 3, 4, 5], at: 540 }, zone: 'UTC' } as const
const often = { schedule: { every: 5 }, zone: 'UTC' } as const

test('a run that begins in time is not missed', () => {
  const next = at('09:00:00') + 24 * 60 * minute
  expect(turnAt({ ...nine, missed: 'skip' }, at('09:00:00'), at('09:00:04'))).toEqual({
    reads: true,
    next,
    missed: false,
  })
})

test('a missed run is made up for once, or left out', () => {
  const next = at('09:00:00') + 24 * 60 * minute
  const [due, now] = [at('09:00:00'), at('11:20:00')]
  expect(turnAt({ ...nine, missed: 'once' }, due, now)).toEqual({ reads: true, next, missed: true })
  expect(turnAt({ ...nine, missed: 'skip' }, due, now)).toEqual({ reads: false, next, missed: true })
})

test('of an interval, a run was missed once the next one is due', () => {
  const due = at('09:00:00')
  expect(turnAt({ ...often, missed: 'skip' }, due, at('09:04:59'))).toEqual({
    reads: true,
    next: at('09:05:00'),
    missed: false,
  })
  expect(turnAt({ ...often, missed: 'skip' }, due, at('09:05:00')).reads).toBe(false)
})

test('a bot that is away for any time reads once when it is back, and never twice for one run', () => {
  const away = fc.array(fc.integer({ min: 0, max: 3 * 1_440 * minute }), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(
      away,
      fc.constantFrom(nine, often),
      fc.constantFrom('once' as const, 'skip' as const),
      (gaps, watch, missed) => {
        let [now, due] = [at('08:00:00'), at('09:00:00')]
        for (const gap of gaps) {
          now += gap
          if (now < due) continue
          const turn = turnAt({ ...watch, missed }, due, now)
          expect(turn.next).toBeGreaterThan(now)
          if (missed === 'once') expect(turn.reads).toBe(true)
          due = turn.next
        }
      },
    ),
    { numRuns: runs(100, 2_000) },
  )
})
