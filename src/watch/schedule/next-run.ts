import { Cron } from 'croner'
import type { Schedule } from './schedule.ts'

const MINUTE = 60_000

/**
 * The first moment after this one, in milliseconds since 1970, at which a schedule reads. `zone` is an IANA time zone;
 * throws for one that does not exist. A time of day that a clock change skips is the first moment after it; one that comes
 * twice is the first of the two.
 */
export const nextRun = (schedule: Schedule, zone: string, after: number): number => {
  if ('every' in schedule) {
    const ms = schedule.every * MINUTE
    return (Math.floor(after / ms) + 1) * ms
  }
  const { days, at } = schedule
  const cron = new Cron(`0 ${at % 60} ${Math.floor(at / 60)} * * ${days.join()}`, { timezone: zone, paused: true })
  const next = cron.nextRun(new Date(after))
  if (next === null) throw new Error(`no time after ${after} for ${JSON.stringify(schedule)} in ${zone}`)
  return next.getTime()
}
