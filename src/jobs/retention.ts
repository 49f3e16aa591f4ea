import type { Context } from '../run/context.ts'
import { forget, type Retention } from '../store/forget.ts'
import { tellRefusals } from '../store/refusals.ts'
import type { Clock } from '../world.ts'
import { type Job, usualMs } from './job.ts'

const hourMs = 60 * 60_000

/** Once an hour: refusals that were only counted go into the audit log, and what is older than its retention is deleted. */
export const retentionJobs = ({ store, world: { clock } }: Context, retention: Retention): readonly Job[] => [
  hourly('refusals', clock, (now) => tellRefusals(store, now)),
  hourly('retention', clock, (now) => forget(store, retention, now)),
]

/** A job that often checks whether an hour has passed, because a machine may sleep in the meantime. */
const hourly = (name: string, clock: Clock, work: (now: number) => Promise<unknown>): Job => {
  let last = 0
  return {
    name,
    every: usualMs,
    turn: async () => {
      const now = clock.now()
      if (now - last < hourMs) return
      last = now
      await work(now)
    },
  }
}
