import { refused } from '../refused.ts'
import type { Job } from '../state.ts'
import type { Differences } from '../versions.ts'

const numbers = { queued: 1, started: 2, finished: 3, failed: 4 } as const

/** What is odd about the first look at a job that has just ended. */
export type Race = false | 'gone' | 'early'

const shown = (
  { id, startedAt }: Job,
  status: keyof typeof numbers,
  withStart: boolean,
  {
    error = '',
    result = null,
  }: { readonly error?: string | undefined; readonly result?: number | null | undefined } = {},
): object => ({
  job: {
    id,
    updated_at: withStart && startedAt !== undefined ? new Date(startedAt).toISOString().slice(0, -1) : 0,
    status: numbers[status],
    error,
    result,
    query_result_id: result,
  },
})

/** A job as it is polled. A cancelled one is a failed one without its result, whatever became of it. */
export function shownJob(job: Job, differs: Differences, race: Race): object {
  if (job.cancelledAt !== undefined) {
    const withStart = differs.cancelledShowsStart && job.endedAt === undefined
    return shown(job, 'failed', withStart, { error: 'Query cancelled by user.' })
  }
  if (job.startedAt === undefined) return shown(job, 'queued', false)
  if (job.endedAt === undefined) return shown(job, 'started', true)
  const { error, result } = job
  const odd = !job.seen && race
  job.seen = true
  if (odd === 'gone') throw refused(500)
  if (error !== undefined) return shown(job, 'failed', odd === 'early', { error })
  return odd
    ? shown(job, 'started', differs.cancelledShowsStart, { result })
    : shown(job, 'finished', false, { result })
}
