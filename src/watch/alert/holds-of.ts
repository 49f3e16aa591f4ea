import type { Hold, When } from '../condition/condition.ts'
import type { Schedule } from '../schedule/schedule.ts'

/**
 * For how long a condition must hold before there is an alert, and what ends it before that is over. If the watch doesn't
 * say: two readings, or one of a schedule with times of day, since the second would come a day later.
 */
export const holdsOf = (
  { hold, untilHold }: When,
  schedule: Schedule,
): { readonly hold: Hold; readonly untilHold: Hold } => {
  const usual: Hold = hold ?? { readings: 'every' in schedule ? 2 : 1 }
  return { hold: usual, untilHold: untilHold ?? usual }
}
