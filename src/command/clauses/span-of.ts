import { UserError } from '../../errors.ts'
import type { Grain, Period } from '../../metric-query.ts'
import { type Here, wallClock } from '../../wall-clock.ts'

/** A stretch of time on the clock of a zone: `2026-11-01T00:00:00`, from the first moment up to, not including, the last. */
export interface Span {
  readonly from?: string
  readonly until?: string
}

const secondsOf: Readonly<Partial<Record<Grain, number>>> = { second: 1, minute: 60, hour: 3_600 }

const dayMs = 86_400_000
const monthsOf: Readonly<Partial<Record<Grain, number>>> = { month: 1, quarter: 3, year: 12 }

/** The first moment of the unit that a moment is in. */
const startOf = (unit: Grain, at: Date): Date => {
  const months = monthsOf[unit]
  const month = at.getUTCMonth()
  if (months !== undefined) return new Date(Date.UTC(at.getUTCFullYear(), month - (month % months), 1))
  const ms = (secondsOf[unit] ?? 86_400) * 1_000
  const start = new Date(Math.floor(at.getTime() / ms) * ms)
  return unit === 'week' ? new Date(start.getTime() - ((start.getUTCDay() + 6) % 7) * dayMs) : start
}

/** The first moment of a unit, moved by so many of them. */
const moved = (unit: Grain, start: Date, by: number): Date => {
  const months = monthsOf[unit]
  if (months !== undefined) return new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + by * months, 1))
  const ms = unit === 'week' ? 7 * dayMs : (secondsOf[unit] ?? 86_400) * 1_000
  return new Date(start.getTime() + by * ms)
}

const written = (at: Date): string => {
  const year = at.getUTCFullYear()
  if (Number.isNaN(year) || year < 1 || year > 9_999)
    throw new UserError('That time is too far away: it has to be in the years 1 to 9999.')
  return at.toISOString().slice(0, 19)
}

/** What a date names, by how long it is: `2026`, `2026-11`, `2026-11-30`, `2026-11-30T08:15`, `2026-11-30T08:15:00`. */
const unitByLength: Readonly<Record<number, Grain>> = { 4: 'year', 7: 'month', 10: 'day', 16: 'minute', 19: 'second' }

const dateOf = (text: string, today: Date): { readonly start: Date; readonly unit: Grain } => {
  if (text === 'today') return { start: today, unit: 'day' }
  if (text === 'yesterday') return { start: moved('day', today, -1), unit: 'day' }
  const whole = text + '0000-01-01T00:00:00'.slice(text.length)
  return { start: new Date(`${whole}Z`), unit: unitByLength[text.length] ?? 'day' }
}

const between = (first: Date, end: Date): Span => ({ from: written(first), until: written(end) })

/**
 * The moments that a period names for somebody in a zone; weeks begin on Monday. Throws UserError for one that ends
 * before it begins, or is too far away.
 */
export const spanOf = (period: Period, here: Here): Span => {
  const now = wallClock(here)
  if (period.kind === 'last') {
    const { count, unit } = period
    const seconds = secondsOf[unit]
    if (seconds !== undefined) return between(wallClock({ ...here, now: here.now - count * seconds * 1_000 }), now)
    const start = startOf(unit, now)
    return between(moved(unit, start, 1 - count), moved(unit, start, 1))
  }
  if (period.kind !== 'dates') {
    const start = moved(period.unit, startOf(period.unit, now), period.kind === 'current' ? 0 : -1)
    return between(start, moved(period.unit, start, 1))
  }
  const today = startOf('day', now)
  const [from, to] = [period.from, period.to].map((text) => (text === undefined ? undefined : dateOf(text, today)))
  const end = to && moved(to.unit, to.start, 1)
  if (from && end && from.start >= end)
    throw new UserError(`${period.from} is after ${period.to}: the time ends before it begins.`)
  return { ...(from && { from: written(from.start) }), ...(end && { until: written(end) }) }
}
