import { wallClock } from '../../../src/wall-clock.ts'

const quarter = 15 * 60_000
const day = 86_400_000

/**
 * The first moment after `after` at which the clock on a wall there first shows or passes this time of day, on one of these
 * days. Found by looking at the wall every quarter of an hour, which is when clocks change nowadays.
 */
export const firstOnTheWall = (days: readonly number[], at: number, zone: string, after: number): number => {
  const from = Math.floor(after / quarter) * quarter - 2 * day
  // All that the wall has shown is before this.
  let shown = wallClock({ now: from, zone }).getTime()
  for (let now = from; ; now += quarter) {
    const wall = wallClock({ now, zone }).getTime()
    for (let midnight = Math.floor(shown / day) * day; midnight < wall + quarter; midnight += day) {
      const target = midnight + at * 60_000
      const weekday = ((new Date(midnight).getUTCDay() + 6) % 7) + 1
      if (target < shown || target >= wall + quarter || !days.includes(weekday)) continue
      const moment = now + Math.max(0, target - wall)
      if (moment > after) return moment
    }
    shown = Math.max(shown, wall + quarter)
  }
}
