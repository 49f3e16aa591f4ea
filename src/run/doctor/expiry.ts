import type { CheckResult, finder, Level } from './finding.ts'

const dayMs = 24 * 60 * 60_000

/** How many days before the end people are warned: first, again, and for the last time. */
export const steps = [14, 7, 1] as const

/** How many days are left, rounded down; below 0 if it is over. */
export const daysLeft = (until: number, now: number): number => Math.floor((until - now) / dayMs)

/** A finding about something that expires: `what` is `The token “reader”`. */
export const expiring = (
  found: ReturnType<typeof finder>,
  { id, what, until, now, todo }: { id: string; what: string; until: number; now: number; todo: string },
): CheckResult => {
  const days = daysLeft(until, now)
  const level: Level = until <= now ? 'wrong' : days < steps[0] ? 'warning' : 'ok'
  const when =
    until <= now ? 'has expired' : days === 0 ? 'expires today' : `expires in ${days} ${days === 1 ? 'day' : 'days'}`
  return found(level, id, `${what} ${when}.`, { until, ...(level !== 'ok' && { todo }) })
}
