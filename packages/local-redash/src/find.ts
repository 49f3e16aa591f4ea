import { idOf } from './ids.ts'
import { refused } from './refused.ts'
import type { Call } from './route.ts'
import type { Alert, Dashboard, Job, Query, Result } from './state.ts'

const found = <T extends { readonly id: number }>(
  all: readonly T[],
  text: string | undefined,
  status: 404 | 500,
): T => {
  const id = idOf(text ?? '')
  const one = all.find((candidate) => candidate.id === id)
  if (!one) throw refused(status)
  return one
}

/** The query of the first parameter of the path. */
export const queryOf = ({ state, parameters }: Call): Query => found(state.queries, parameters[0], 404)

/** A result by its id. */
export const resultOf = ({ state }: Call, id: string): Result => found(state.results, id, 404)

/** The dashboard of the path; one that is unknown is a 500 for writes. */
export const dashboardOf = ({ state, parameters }: Call, unknown: 404 | 500): Dashboard =>
  found(state.dashboards, parameters[0], unknown)

/** The alert of the path. */
export const alertOf = ({ state, parameters }: Call): Alert => found(state.alerts, parameters[0], 404)

/** A job by its id; an unknown one, and one whose time is over, is a 500. */
export function jobOf({ state }: Call, id: string | undefined): Job {
  const job = state.jobs.find((one) => one.id === id)
  if (!job) throw refused(500)
  return job
}
