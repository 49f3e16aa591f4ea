import { remindersJob } from '../src/jobs/reminders.ts'
import type { Context } from '../src/run/context.ts'
import { sweep } from '../src/run/sweep.ts'

/** One turn of the jobs about proposals. */
export const sweepAndRemind = async (context: Context): Promise<void> => {
  await sweep(context)
  await remindersJob(context, { wake: () => {} }).turn(() => {})
}
