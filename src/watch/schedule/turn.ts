import { nextRun } from './next-run.ts'
import type { Schedule } from './schedule.ts'

/** A run that begins later than this was missed: nobody looked in time. */
const grace = 10 * 60_000

/** What becomes of missed runs: they are made up for once, however many they were, or left out. */
export type Missed = 'once' | 'skip'

/** What a watch does now that the time of a run has come. */
export interface DueRun {
  readonly reads: boolean
  /** When it is due again. */
  readonly next: number
  /** True if at least one run was missed. */
  readonly missed: boolean
}

/** The turn of a watch that was due at `due`, which is not after `now`. */
export const turnAt = (
  { schedule, zone, missed }: { readonly schedule: Schedule; readonly zone: string; readonly missed: Missed },
  due: number,
  now: number,
): DueRun => {
  const wasMissed = now - due > grace || nextRun(schedule, zone, due) <= now
  return { reads: !wasMissed || missed === 'once', next: nextRun(schedule, zone, now), missed: wasMissed }
}
