import { wallClock } from '../../wall-clock.ts'

/** The hours of a day in which nobody is pinged, in minutes since midnight; they may go past midnight. */
export interface QuietHours {
  readonly from: number
  readonly to: number
}

/** True if a moment is in the quiet hours there. The hour in which they end is not. */
export const isQuietAt = ({ from, to }: QuietHours, zone: string, at: number): boolean => {
  const wall = wallClock({ now: at, zone })
  const minute = wall.getUTCHours() * 60 + wall.getUTCMinutes()
  return from <= to ? minute >= from && minute < to : minute >= from || minute < to
}
