import { expect, test } from 'vitest'
import { atWallClock, isTimeZone } from '../src/wall-clock.ts'

test('a time zone is one by its name', () => {
  expect(['Europe/Paris', 'UTC', 'Europe/Atlantis', '', 'Paris'].map(isTimeZone)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ])
})

test.each([
  ['2026-11-30T08:15:00', 'UTC', '2026-11-30T08:15:00'],
  ['2026-11-30T00:00:00', 'Europe/Berlin', '2026-11-29T23:00:00'],
  ['2026-07-01T00:00:00', 'America/New_York', '2026-07-01T04:00:00'],
  ['2026-07-01T00:00:00', 'Asia/Kathmandu', '2026-06-30T18:15:00'],
  // There are two, and the first counts.
  ['2026-10-25T02:30:00', 'Europe/Berlin', '2026-10-25T00:30:00'],
  ['2026-10-25T03:00:00', 'Europe/Berlin', '2026-10-25T02:00:00'],
  // There is none.
  ['2026-03-29T02:30:00', 'Europe/Berlin', '2026-03-29T01:30:00'],
  ['2026-03-29T03:00:00', 'Europe/Berlin', '2026-03-29T01:00:00'],
])('%s in %s is %s', (text, zone, utc) => {
  expect(new Date(atWallClock(text, zone)).toISOString().slice(0, 19)).toBe(utc)
})
