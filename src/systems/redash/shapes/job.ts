import { z } from 'zod'

/** What Redash counts the states of a job by; the image of May 2024 has words instead. */
const states = {
  1: 'queued',
  2: 'started',
  3: 'finished',
  4: 'failed',
  5: 'cancelled',
  6: 'deferred',
  7: 'scheduled',
} as const
const words = {
  queued: 'queued',
  started: 'started',
  finished: 'finished',
  failed: 'failed',
  canceled: 'cancelled',
  cancelled: 'cancelled',
  stopped: 'cancelled',
  deferred: 'deferred',
  scheduled: 'scheduled',
} as const

const has = <T extends object>(all: T, key: PropertyKey): key is keyof T => Object.hasOwn(all, key)

const State = z.union([z.int(), z.string()]).transform((given, context) => {
  if (typeof given === 'number' && has(states, given)) return states[given]
  if (typeof given === 'string' && has(words, given)) return words[given]
  context.addIssue({ code: 'custom', message: 'no state of a job' })
  return z.NEVER
})

/** One execution of a query. `resultId` may be there while the state still says `started`. */
export const RunJob = z
  .object({
    id: z.string(),
    status: State,
    error: z.string().nullish(),
    query_result_id: z.int().nullish(),
    result_id: z.int().nullish(),
    result: z.unknown().optional(),
  })
  .transform(({ id, status, error, query_result_id, result_id, result }) => ({
    id,
    state: status,
    error: error ?? '',
    resultId: query_result_id ?? result_id ?? (typeof result === 'number' ? result : undefined),
  }))
export type RunJob = z.output<typeof RunJob>

export const JobAnswer = z.object({ job: RunJob })
