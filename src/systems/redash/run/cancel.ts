import type { CancelApi } from './api.ts'
import type { Started } from './follow.ts'
import { type JobEnd, jobEnd } from './job-end.ts'
import { isFailedInside } from './outage.ts'

/**
 * What became of a cancel. `asked`: Redash says that it is cancelled; its database stops up to 5 s later, and a run that
 * gets to its end before still stores its result. `over`: it was at its end, and nothing was sent, because a cancel would
 * hide its result. `not possible`: the key of a query can't. `not sent`: Redash couldn't say how the run is, so nothing was
 * sent. `unknown`: Redash didn't confirm it.
 */
export type Cancelled =
  | { readonly did: 'asked' | 'not possible' | 'not sent' | 'unknown' }
  | { readonly did: 'over'; readonly end: Exclude<JobEnd, { readonly is: 'going on' }> }

/** Cancels a run, for everybody who waits for the same one. */
export const cancelRun = async (api: CancelApi, { jobId, key }: Started): Promise<Cancelled> => {
  if (key === 'query') return { did: 'not possible' }
  const before = await look(api, jobId)
  if (before && before.is !== 'going on') return { did: 'over', end: before }
  if (!before) return { did: 'not sent' }
  try {
    await api.cancelJob({ jobId })
    return { did: 'asked' }
  } catch (error) {
    // A second one is a 500 while the first is being done.
    if (!isFailedInside(error)) throw error
  }
  const after = await look(api, jobId)
  return { did: after?.is === 'cancelled' ? 'asked' : 'unknown' }
}

const look = async (api: Pick<CancelApi, 'job'>, jobId: string): Promise<JobEnd | undefined> => {
  try {
    return jobEnd((await api.job({ jobId })).job)
  } catch (error) {
    if (isFailedInside(error)) return undefined
    throw error
  }
}
