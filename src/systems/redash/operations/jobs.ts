import { z } from 'zod'
import { read } from '../../operation.ts'
import { JobAnswer } from '../shapes/index.ts'

// Redash checks no owner: the key of any user reads and cancels every job.

/** With the key of a user. An unknown job is a 500, and so is one that is just ending. */
export const job = read('redash:jobs:read', 'GET /jobs/{jobId}', { polled: true, output: JobAnswer })
/** The same with the key of the query, which may not ask by the other address. */
export const queryJob = read('redash:jobs:read', 'GET /queries/{queryId}/jobs/{jobId}', {
  polled: true,
  output: JobAnswer,
})
/**
 * Stops a run, for everybody who waits for the same one. It stores nothing, so it is no write; but a job that is finished
 * loses its result by it, so look first. There is no way to do it with a query key.
 */
export const cancelJob = read('redash:jobs:run', 'DELETE /jobs/{jobId}', {
  retry: false,
  polled: true,
  purpose: 'cancelling a run, if somebody asks for it; nothing is stored',
  output: z.null(),
})
