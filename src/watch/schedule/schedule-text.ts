import { spanText } from '../span.ts'
import { timeText } from './read-time.ts'
import { dayGroups, days, type Schedule } from './schedule.ts'

const daysText = (on: readonly number[]): string => {
  const one = dayGroups.find(([, those]) => those.join() === on.join())
  if (one !== undefined) return one[0]
  const names = on.map((day) => days[day - 1]?.[0] ?? '')
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

/** A schedule as it is typed: `every 5m`, `every weekday at 9:00`. */
export const scheduleText = (schedule: Schedule): string =>
  'every' in schedule
    ? `every ${spanText(schedule.every * 60_000)}`
    : `every ${daysText(schedule.days)} at ${timeText(schedule.at)}`
