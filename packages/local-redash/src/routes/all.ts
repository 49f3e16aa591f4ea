import type { Route } from '../route.ts'
import { adhoc } from './adhoc.ts'
import { alerts } from './alerts.ts'
import { dashboardWrites } from './dashboard-writes.ts'
import { dashboards } from './dashboards.ts'
import { dropdowns } from './dropdowns.ts'
import { jobs } from './jobs.ts'
import { queries } from './queries.ts'
import { queryWrites } from './query-writes.ts'
import { results } from './results.ts'
import { session } from './session.ts'
import { sources } from './sources.ts'

/** Every endpoint that the local Redash serves; the first that fits an address answers it. */
export const routes: readonly Route[] = [
  ...session,
  ...queries,
  ...queryWrites,
  ...results,
  ...adhoc,
  ...jobs,
  ...dropdowns,
  ...dashboards,
  ...dashboardWrites,
  ...alerts,
  ...sources,
]
