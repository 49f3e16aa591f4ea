import { expect, test } from 'vitest'
import { spanOf } from '../../../src/command/clauses/span-of.ts'
import { UserError } from '../../../src/errors.ts'
import type { Period } from '../../../src/metric-query.ts'

// A Monday. In Auckland it is the first of December already.
const now = Date.UTC(2026, 10, 30, 13, 5, 9)

const span = (period: Period, zone?: string) => {
  const { from, until } = spanOf(period, { now, zone })
  return `${from ?? '…'} ${until ?? '…'}`
}
const dates = (from?: string, to?: string): Period => ({ kind: 'dates', ...(from && { from }), ...(to && { to }) })

test.each<[Period, string]>([
  [{ kind: 'last', count: 30, unit: 'day' }, '2026-11-01T00:00:00 2026-12-01T00:00:00'],
  [{ kind: 'last', count: 1, unit: 'week' }, '2026-11-30T00:00:00 2026-12-07T00:00:00'],
  [{ kind: 'last', count: 12, unit: 'month' }, '2025-12-01T00:00:00 2026-12-01T00:00:00'],
  [{ kind: 'last', count: 2, unit: 'quarter' }, '2026-07-01T00:00:00 2027-01-01T00:00:00'],
  [{ kind: 'last', count: 24, unit: 'hour' }, '2026-11-29T13:05:09 2026-11-30T13:05:09'],
  [{ kind: 'last', count: 5, unit: 'minute' }, '2026-11-30T13:00:09 2026-11-30T13:05:09'],
  [{ kind: 'previous', unit: 'day' }, '2026-11-29T00:00:00 2026-11-30T00:00:00'],
  [{ kind: 'previous', unit: 'week' }, '2026-11-23T00:00:00 2026-11-30T00:00:00'],
  [{ kind: 'previous', unit: 'month' }, '2026-10-01T00:00:00 2026-11-01T00:00:00'],
  [{ kind: 'previous', unit: 'hour' }, '2026-11-30T12:00:00 2026-11-30T13:00:00'],
  [{ kind: 'current', unit: 'quarter' }, '2026-10-01T00:00:00 2027-01-01T00:00:00'],
  [{ kind: 'current', unit: 'year' }, '2026-01-01T00:00:00 2027-01-01T00:00:00'],
  [dates('2026'), '2026-01-01T00:00:00 …'],
  [dates(undefined, '2026'), '… 2027-01-01T00:00:00'],
  [dates('2026-11', '2026-11'), '2026-11-01T00:00:00 2026-12-01T00:00:00'],
  [dates('2026-11-30', 'today'), '2026-11-30T00:00:00 2026-12-01T00:00:00'],
  [dates('yesterday', '2026-11-30T08:15'), '2026-11-29T00:00:00 2026-11-30T08:16:00'],
  [dates('2026-11-30T08:15:30'), '2026-11-30T08:15:30 …'],
])('%j is %s', (period, expected) => {
  expect(span(period)).toBe(expected)
})

test('today is that of the zone', () => {
  expect(span({ kind: 'current', unit: 'day' }, 'Pacific/Auckland')).toBe('2026-12-01T00:00:00 2026-12-02T00:00:00')
  expect(span({ kind: 'current', unit: 'month' }, 'Pacific/Auckland')).toBe('2026-12-01T00:00:00 2027-01-01T00:00:00')
})

test('an hour is an hour, also in the night when the clock is put back', () => {
  const here = { now: Date.UTC(2026, 9, 25, 1, 30), zone: 'Europe/Paris' }
  expect(spanOf({ kind: 'last', count: 2, unit: 'hour' }, here)).toEqual({
    from: '2026-10-25T01:30:00',
    until: '2026-10-25T02:30:00',
  })
})

test.each([
  [dates('2026-11-30', '2026-11-29'), '2026-11-30 is after 2026-11-29: the time ends before it begins.'],
  [dates('today', 'yesterday'), 'today is after yesterday: the time ends before it begins.'],
  [
    { kind: 'last', count: 10_000, unit: 'year' } as const,
    'That time is too far away: it has to be in the years 1 to 9999.',
  ],
])('%j is refused', (period, sentence) => {
  expect(() => span(period)).toThrow(new UserError(sentence))
})
