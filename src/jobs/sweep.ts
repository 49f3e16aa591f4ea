import type { Outbox } from '../outbox/outbox.ts'
import type { Means } from '../run/means.ts'
import { sweep } from '../run/sweep.ts'
import { type Job, usualMs } from './job.ts'

/** Brings every proposal that time has overtaken to a true state. */
export const sweepJob = (means: Means, { kick }: Pick<Outbox, 'kick'>): Job => ({
  name: 'sweep',
  every: usualMs,
  loop: 'sweep',
  turn: async (turned) => {
    await sweep(means, turned)
    kick()
  },
})
