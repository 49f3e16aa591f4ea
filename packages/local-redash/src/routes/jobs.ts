import { jobOf } from '../find.ts'
import { cancel } from '../jobs.ts'
import { refused } from '../refused.ts'
import type { Call, Route } from '../route.ts'
import { shownJob } from '../shown/job.ts'

const poll = (call: Call, id: string | undefined) => {
  if (call.faults.losesJobs) throw refused(500)
  return { json: shownJob(jobOf(call, id), call.differs, call.faults.race) }
}

/** Jobs have no owner: any accepted key reads and cancels all of them. */
export const jobs: readonly Route[] = [
  { method: 'GET', path: 'jobs/{job_id}', answer: (call) => poll(call, call.parameters[0]) },
  { method: 'GET', path: 'queries/{query_id}/jobs/{job_id}', answer: (call) => poll(call, call.parameters[1]) },
  {
    method: 'DELETE',
    path: 'jobs/{job_id}',
    answer: (call) => {
      if (cancel(jobOf(call, call.parameters[0]), call.now, call.differs)) throw refused(500)
      return { json: null }
    },
  },
  {
    // The route exists, but its handler fails for every key.
    method: 'DELETE',
    path: 'queries/{query_id}/jobs/{job_id}',
    answer: () => {
      throw refused(500)
    },
  },
]
