import type { Api } from '../../operation.ts'
import type { Exposed } from '../expose/settings.ts'
import type * as operations from '../operations/index.ts'
import { readExposed } from '../reads/exposed.ts'
import { findDashboard } from '../reads/find.ts'
import type { Dashboard } from '../shapes/index.ts'
import { calledNow } from './called-now.ts'
import { mustOwn } from './owner.ts'

type ChangeApi = Api<typeof operations, 'redash:dashboards:read' | 'redash:writer:read'>

/** What every command that changes a dashboard declares: how it is found, and that nobody else changed it since. */
export const changesDashboard = {
  scopes: ['redash:dashboards:read', 'redash:writer:read'],
  names: { dashboard: findDashboard },
  reads: ['dashboard'],
  preconditions: { version: { label: 'version', undo: false } },
  writes: 'updateDashboard',
} as const

/** What a change of a dashboard relies on: its version, which goes up with each change. */
export const dashboardPreconditions = ({ version }: Pick<Dashboard, 'version'>) => ({ version })

/**
 * The dashboard that is to be changed, and what every plan says of it; `callFor` adds its version to a change, so that Redash
 * refuses it if somebody was faster. Throws UserError if the bot doesn't offer it, or if Redash wouldn't let the key change
 * it.
 */
export const dashboardChange = async (
  api: Pick<ChangeApi, 'dashboard' | 'writer'>,
  asked: { readonly id: string; readonly name: string },
  expose: Exposed,
) => {
  const [dashboard, session] = await Promise.all([readExposed.dashboard(api, asked.id, expose), api.writer()])
  mustOwn('dashboard', dashboard, session)
  const { id, version } = dashboard
  return {
    dashboard,
    renamed: calledNow(asked, dashboard),
    callFor: <B extends object>(body: B) => ({ dashboardId: id, body: { ...body, version } }),
    plan: {
      // Its queries stay as they are.
      reach: 0,
      tagged: { queries: [], dashboards: [id] },
      fields: [
        { label: 'Number', value: `#${id}` },
        { label: 'Owner', value: dashboard.user?.name ?? 'not known' },
      ],
    },
  }
}
