import fc from 'fast-check'
import { expect, test } from 'vitest'
import { goOn, isHeld, noStreak } from '../../../src/watch/condition/streak.ts'
import { runs } from '../../runs.ts'

const minute = 60_000
const after = (...read: readonly (boolean | undefined)[]) =>
  read.reduce((streak, isTrue, at) => goOn(streak, isTrue, at * 5 * minute), noStreak)

test('a condition holds after so many readings, or so much time between them', () => {
  expect(isHeld(after(true), { readings: 1 })).toBe(true)
  expect(isHeld(after(true), { readings: 2 })).toBe(false)
  expect(isHeld(after(true, true), { readings: 2 })).toBe(true)
  expect(isHeld(after(true, false, true), { readings: 2 })).toBe(false)
  expect(isHeld(after(true, true), { ms: 10 * minute })).toBe(false)
  expect(isHeld(after(true, true, true), { ms: 10 * minute })).toBe(true)
  expect(after(false, true, true).since).toBe(5 * minute)
})

test('a reading without a figure counts for nothing and ends nothing', () => {
  expect(isHeld(after(true, undefined), { readings: 2 })).toBe(false)
  expect(isHeld(after(true, undefined, true), { readings: 2 })).toBe(true)
  expect(isHeld(after(true, undefined, true), { ms: 5 * minute })).toBe(false)
  expect(isHeld(after(true, undefined, true, true), { ms: 5 * minute })).toBe(true)
  expect(after(true, undefined, true).since).toBe(0)
})

test('a streak is never longer than the readings that made it', () => {
  const reading = fc.tuple(fc.constantFrom(true, false, undefined), fc.integer({ min: -5, max: 60 }))
  fc.assert(
    fc.property(fc.array(reading, { maxLength: 30 }), (readings) => {
      let [at, streak] = [0, noStreak]
      for (const [isTrue, minutes] of readings) {
        at += minutes * minute
        streak = goOn(streak, isTrue, at)
        expect(streak.readings > 0).toBe(streak.since !== undefined)
        if (isTrue === false) expect(streak).toEqual(noStreak)
      }
      const last = readings.findLastIndex(([isTrue]) => isTrue === false)
      expect(streak.readings).toBe(readings.slice(last + 1).filter(([isTrue]) => isTrue === true).length)
    }),
    { numRuns: runs(300, 5_000) },
  )
})
