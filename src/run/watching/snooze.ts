import type { Watch } from '../../store/watches.ts'
import { nextRun } from '../../watch/schedule/next-run.ts'
import { timeText } from '../../watch/schedule/read-time.ts'
import { dayGroups } from '../../watch/schedule/schedule.ts'

/** For how long “Snooze 1 h” is. */
export const snoozeMs = 60 * 60_000

const [[, everyDay]] = dayGroups
/** When people are back, in minutes since midnight. */
const morning = 9 * 60

/** The next morning in the time zone of a watch. */
export const morningOf = ({ zone }: Pick<Watch, 'zone'>, now: number): number =>
  nextRun({ days: everyDay, at: morning }, zone, now)

/** `9:00 UTC`. */
export const morningWords = ({ zone }: Pick<Watch, 'zone'>): string =>
  `${timeText(morning)} ${zone === 'UTC' ? zone : `(${zone})`}`
