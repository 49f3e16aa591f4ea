import type { Hold } from './condition.ts'

/** For how long a condition has held, as far as that was read. */
export interface Streak {
  readonly readings: number
  /** The time between readings that follow each other and were both true. */
  readonly ms: number
  /** When it was first true. */
  readonly since?: number
  /** When the newest reading was made, if that was true. */
  readonly last?: number
}

export const noStreak: Streak = { readings: 0, ms: 0 }

/**
 * A streak after one more reading. One that is neither true nor false neither ends it nor counts for it: nor does the time
 * around it.
 */
export const goOn = (streak: Streak, isTrue: boolean | undefined, at: number): Streak => {
  if (isTrue === false) return noStreak
  const { readings, ms, since, last } = streak
  if (isTrue === undefined) return { readings, ms, ...(since !== undefined && { since }) }
  const more = last === undefined ? 0 : Math.max(0, at - last)
  return { readings: readings + 1, ms: ms + more, since: since ?? at, last: at }
}

/** True for a streak that lasted long enough. */
export const isHeld = (streak: Streak, hold: Hold): boolean =>
  'ms' in hold ? streak.readings > 0 && streak.ms >= hold.ms : streak.readings >= hold.readings
