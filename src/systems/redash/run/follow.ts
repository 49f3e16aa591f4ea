import type { Clock } from '../../../world.ts'
import type { KeyKind, RunApi } from './api.ts'
import { waitBefore } from './cadence.ts'
import { type JobEnd, jobEnd } from './job-end.ts'
import { isDown, isFailedInside, isPassing } from './outage.ts'

/** A run that has a job, as it can be stored and taken up again. */
export interface Started {
  readonly queryId: string
  readonly jobId: string
  readonly key: KeyKind
  /** In milliseconds since 1970. */
  readonly startedAt: number
}

/** How following a job ends. */
export type Followed =
  | Exclude<JobEnd, { readonly is: 'going on' }>
  /** Redash doesn't know it any more, and is well otherwise. */
  | { readonly is: 'vanished' }
  /** It went on for longer than we follow it. */
  | { readonly is: 'stuck'; readonly state: 'queued' | 'started' }
  /** Redash has been down for longer than we wait; what became of the run isn't known. */
  | { readonly is: 'out of reach' }

/** What following takes from outside. */
export interface Following {
  readonly clock: Clock
  readonly signal?: AbortSignal
  /** Called after each poll of a job that goes on. */
  readonly onProgress?: (progress: { readonly state: 'queued' | 'started'; readonly forMs: number }) => void
  /** For how long a job is followed from its start, and for how long an outage is waited through. */
  readonly limits?: { readonly followMs: number; readonly outageMs: number }
}

const usual = { followMs: 30 * 60_000, outageMs: 2 * 60_000 }

/** A job that is just ending is a 500 now and then: so many in a row say that it is gone, or that Redash is down. */
const oddPolls = 5

/**
 * Polls a job to its end, first after 100 ms and then slower. Throws what a poll throws that asking again doesn't help, such
 * as a key that was revoked, and the signal's reason.
 */
export const followJob = async (
  api: Pick<RunApi, 'job' | 'queryJob' | 'query' | 'latestResult'>,
  { queryId, jobId, key, startedAt }: Started,
  { clock, signal, onProgress, limits = usual }: Following,
): Promise<Followed> => {
  let state: 'queued' | 'started' = 'queued'
  let odd = 0
  let downSince: number | undefined
  // Once at least: a run that is taken up late may be over.
  for (let poll = 0; poll === 0 || clock.now() - startedAt < limits.followMs; poll += 1) {
    await clock.sleep(waitBefore(poll), signal)
    try {
      const { job } = key === 'user' ? await api.job({ jobId }) : await api.queryJob({ queryId, jobId })
      const end = jobEnd(job)
      odd = 0
      downSince = undefined
      if (end.is !== 'going on') return end
      state = end.state
      onProgress?.({ state, forMs: clock.now() - startedAt })
    } catch (error) {
      if (!isFailedInside(error) && !isPassing(error)) throw error
      // Others say nothing of the job: Redash may just have been restarted.
      odd = isFailedInside(error) ? odd + 1 : 0
      if (odd > 0) {
        if (odd < oddPolls) continue
        if (!(await isDown(api, queryId))) return { is: 'vanished' }
      }
      downSince ??= clock.now()
      if (clock.now() - downSince > limits.outageMs) return { is: 'out of reach' }
    }
  }
  return { is: 'stuck', state }
}
