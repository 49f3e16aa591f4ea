import { UserError } from '../../../errors.ts'
import type { Api } from '../../operation.ts'
import { isDashboardExposed, isQueryExposed } from '../expose/exposed.ts'
import type { Exposed } from '../expose/settings.ts'
import type * as operations from '../operations/index.ts'
import type { Dashboard, Query } from '../shapes/index.ts'

type QueryApi = Pick<Api<typeof operations, 'redash:queries:read'>, 'query'>
type DashboardApi = Pick<Api<typeof operations, 'redash:dashboards:read'>, 'dashboard'>

/** Redash answers anything but a number with a 500. */
const mustBeNumber = (kind: string, id: string): void => {
  if (!/^[1-9]\d{0,8}$/.test(id))
    throw new UserError(`A ${kind} is named by its number, such as 12, by its name, or by a link to it.`)
}

/** Reads one object that the settings expose. Throws UserError for another one, and says no more of it than that. */
export const readExposed = {
  query: async (api: QueryApi, queryId: string, expose: Exposed): Promise<Query> => {
    mustBeNumber('query', queryId)
    const query = await api.query({ queryId })
    if (isQueryExposed(query, expose)) return query
    throw new UserError(
      `The bot doesn't offer query ${queryId}. Whoever runs the bot can add it, or one of its tags, to “expose:” in the settings.`,
    )
  },
  dashboard: async (api: DashboardApi, dashboardId: string, expose: Exposed): Promise<Dashboard> => {
    mustBeNumber('dashboard', dashboardId)
    const dashboard = await api.dashboard({ dashboardId })
    if (isDashboardExposed(dashboard, expose)) return dashboard
    throw new UserError(
      `The bot doesn't offer dashboard ${dashboardId}. Whoever runs the bot can add it to “expose:” in the settings.`,
    )
  },
} as const
