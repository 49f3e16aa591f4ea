import { type Here, wallClock } from '../../../wall-clock.ts'
import { endOf, type MomentType } from './kinds.ts'
import { written } from './moments.ts'
import { ownProperty } from './own-property.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

const startOfDay = (at: Date): Date => new Date(Math.floor(at.getTime() / dayMs) * dayMs)
const endOfDay = (at: Date): Date => new Date(startOfDay(at).getTime() + dayMs - 1)
const days = (at: Date, count: number): Date => new Date(at.getTime() + count * dayMs)
const startOfMonth = (at: Date, months = 0): Date =>
  new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months, 1))
const startOfYear = (at: Date, years = 0): Date => new Date(Date.UTC(at.getUTCFullYear() + years, 0, 1))
// Redash's pages count weeks from Sunday.
const startOfWeek = (at: Date): Date => days(startOfDay(at), -at.getUTCDay())

/** The same day of another month, or its last one if it has no such day. */
const months = (at: Date, count: number): Date => {
  const first = startOfMonth(at, count)
  const last = new Date(startOfMonth(first, 1).getTime() - 1).getUTCDate()
  return new Date(first.getTime() + (Math.min(at.getUTCDate(), last) - 1) * dayMs + (at.getTime() % dayMs))
}

const before = (end: Date): Date => new Date(end.getTime() - 1)

type Range = readonly [start: Date, end: Date]
const sinceDays =
  (count: number) =>
  (now: Date): Range => [startOfDay(days(now, -count)), endOfDay(now)]
const sinceHours =
  (count: number) =>
  (now: Date): Range => [new Date(now.getTime() - count * hourMs), now]
const sinceMonths =
  (count: number) =>
  (now: Date): Range => [startOfDay(months(now, -count)), endOfDay(now)]

/** What Redash's pages make of each word (DateRangeParameter in its front end); its API resolves none of them. */
const ranges: Readonly<Record<string, (now: Date) => Range>> = {
  d_today: (now) => [startOfDay(now), endOfDay(now)],
  d_yesterday: (now) => [startOfDay(days(now, -1)), endOfDay(days(now, -1))],
  d_this_week: (now) => [startOfWeek(now), before(days(startOfWeek(now), 7))],
  d_this_month: (now) => [startOfMonth(now), before(startOfMonth(now, 1))],
  d_this_year: (now) => [startOfYear(now), before(startOfYear(now, 1))],
  d_last_week: (now) => [days(startOfWeek(now), -7), before(startOfWeek(now))],
  d_last_month: (now) => [startOfMonth(now, -1), before(startOfMonth(now))],
  d_last_year: (now) => [startOfYear(now, -1), before(startOfYear(now))],
  d_last_hour: sinceHours(1),
  d_last_8_hours: sinceHours(8),
  d_last_24_hours: sinceHours(24),
  d_last_7_days: sinceDays(7),
  d_last_14_days: sinceDays(14),
  d_last_30_days: sinceDays(30),
  d_last_60_days: sinceDays(60),
  d_last_90_days: sinceDays(90),
  d_last_12_months: sinceMonths(12),
  d_last_2_years: sinceMonths(24),
  d_last_3_years: sinceMonths(36),
  d_last_10_years: sinceMonths(120),
}

const moments: Readonly<Record<string, (now: Date) => Date>> = {
  d_now: (now) => now,
  d_yesterday: (now) => days(now, -1),
}

/** The moment that a dynamic word stands for, in the person's time zone; undefined if it is none. */
export const dynamicMoment = (type: MomentType, word: string, here: Here): string | undefined => {
  const at = ownProperty(moments, word)?.(wallClock(here))
  return at && written(type, at)
}

/** The same for a range. */
export const dynamicRange = (
  type: keyof typeof endOf,
  word: string,
  here: Here,
): { readonly start: string; readonly end: string } | undefined => {
  const range = ownProperty(ranges, word)?.(wallClock(here))
  return range && { start: written(endOf[type], range[0]), end: written(endOf[type], range[1]) }
}
