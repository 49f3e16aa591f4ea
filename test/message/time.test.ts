import { expect, test } from 'vitest'
import { clockTime, count, duration } from '../../src/message/time.ts'

const moment = Date.UTC(2025, 10, 20, 14, 2, 7)

test.each([
  ['UTC', '14:02:07 UTC'],
  ['Europe/Paris', '15:02:07 CET'],
  ['Asia/Kolkata', '19:32:07 GMT+5:30'],
  ['Nowhere/AtAll', '14:02:07 UTC'],
])('the clock in %s', (zone, shown) => expect(clockTime(moment, zone)).toBe(shown))

test('midnight is 00, and no moment is a dash', () => {
  expect(clockTime(Date.UTC(2025, 0, 1))).toBe('00:00:00 UTC')
  expect(clockTime(Number.NaN)).toBe('–')
})

test.each([
  [-5, '0 s'],
  [0, '0 s'],
  [350, '350 ms'],
  [999.7, '1 s'],
  [40_000, '40 s'],
  [59_600, '1 min'],
  [90_000, '1 min 30 s'],
  [300_000, '5 min'],
  [4_320_000, '1 h 12 min'],
  [3_599_600, '1 h'],
  [86_399_000, '1 d'],
  [183_600_000, '2 d 3 h'],
  [86_400_000 * 1500, '1,500 d'],
  [Number.NaN, '–'],
])('%d ms is %s', (ms, shown) => expect(duration(ms)).toBe(shown))

test.each([
  [2984, '2,984'],
  [0, '0'],
  [-0, '0'],
  [-1204, '-1,204'],
  [97.256, '97.26'],
  [1e9, '1,000,000,000'],
  [Number.POSITIVE_INFINITY, '–'],
])('%d reads %s', (n, shown) => expect(count(n)).toBe(shown))
