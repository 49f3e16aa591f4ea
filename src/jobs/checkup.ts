import type { Context } from '../run/context.ts'
import { checkupIfDue } from '../run/doctor/checkup.ts'
import type { Job } from './job.ts'

/** The daily checkup, by the first replica that finds it due; `operators` is the channel of those who run the bot. */
export const checkupJob = (context: Context, operators: string | undefined): Job => ({
  name: 'checkup',
  every: 30_000,
  turn: () => checkupIfDue(context, operators),
})
