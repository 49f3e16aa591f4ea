import type { Query } from '../shapes/index.ts'

const day = 86_400
const units = [
  [7 * day, 'week'],
  [day, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
] as const

/** `every 5 minutes`, `every day at 03:15 UTC`, `every Monday at 03:15 UTC`; undefined if Redash runs it only when asked. */
export const scheduleInWords = (schedule: Query['schedule']): string | undefined => {
  const { interval, time, day_of_week: weekday, until } = schedule ?? {}
  if (typeof interval !== 'number' || interval <= 0) return undefined
  const [seconds, unit] = units.find(([length]) => interval % length === 0) ?? [1, 'second']
  const many = interval / seconds
  const often = weekday && many === 1 ? `every ${weekday}` : `every ${many === 1 ? unit : `${many} ${unit}s`}`
  return often + (time ? ` at ${time} UTC` : '') + (until ? `, until ${until}` : '')
}
