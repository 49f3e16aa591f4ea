import { isGone } from '../../../errors.ts'
import type { Api } from '../../operation.ts'
import type { Exposed } from '../expose/settings.ts'
import type * as operations from '../operations/index.ts'
import type { Dashboard } from '../shapes/index.ts'
import { everyPage } from './pages.ts'

type DashboardsApi = Pick<Api<typeof operations, 'redash:dashboards:read'>, 'dashboards' | 'dashboard'>

/**
 * The dashboards that the bot offers. Those that the settings name are read one by one, because the list leaves out drafts
 * and those without a widget.
 */
export const exposedDashboards = async (api: DashboardsApi, exposed: Exposed): Promise<readonly Dashboard[]> => {
  if (exposed === 'all') return Array.fromAsync(everyPage((query) => api.dashboards({ query })))
  const ids = [...new Set(exposed.dashboards.map(String))]
  const read = await Promise.all(ids.map((dashboardId) => ifThere(api.dashboard({ dashboardId }))))
  // The widgets hold whole queries, with their SQL.
  return read.flatMap((one) => (one === undefined ? [] : { ...one, widgets: [] }))
}

/** Undefined if it is gone. */
const ifThere = async (work: Promise<Dashboard>): Promise<Dashboard | undefined> => {
  try {
    return await work
  } catch (error) {
    if (isGone(error)) return undefined
    throw error
  }
}
