import type { Outbox } from '../outbox/outbox.ts'
import type { Context } from '../run/context.ts'
import { sweep } from '../run/sweep.ts'
import { type Job, usualMs } from './job.ts'

/** Brings every overdue proposal to its true state. */
export const sweepJob = (context: Context, { wake }: Pick<Outbox, 'wake'>): Job => ({
  name: 'sweep',
  every: usualMs,
  loop: 'sweep',
  turn: async (turned) => {
    await sweep(context, turned)
    wake()
  },
})
