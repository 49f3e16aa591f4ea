import { z } from 'zod'
import { read, write } from '../../operation.ts'
import { Dashboard, DashboardDraft, DashboardPatch, ListPage, Paging } from '../shapes/index.ts'

/** Published ones with at least one widget that the user sees, and the user's own. Version 10 can't order by name. */
export const dashboards = read('redash:dashboards:read', 'GET /dashboards', {
  query: Paging.extend({
    order: z.enum(['created_at', '-created_at']).optional(),
    /** Part of the name; `%` and `_` stand for anything. */
    q: z.string().optional(),
    tags: z.array(z.string()).optional(),
  }),
  each: { at: 'results', item: Dashboard, rest: ListPage },
})
/** By its number. Any user may open any, also drafts and archived ones; widgets of other data sources are restricted. */
export const dashboard = read('redash:dashboards:read', 'GET /dashboards/{dashboardId}', { output: Dashboard })
/** By the slug that it was created with, which may not be the one that it shows. */
export const dashboardBySlug = read('redash:dashboards:read', 'GET /dashboards/{dashboardSlug}', {
  query: z.object({ legacy: z.literal('true').default('true') }),
  output: Dashboard,
})

/** Only for the owner and admins. */
export const updateDashboard = write('redash:dashboards:write', 'POST /dashboards/{dashboardId}', {
  needs: 'Redash only lets the owner of a dashboard or an admin change it. Archiving needs nothing but the permission.',
  body: DashboardPatch,
  output: Dashboard,
})
/** Redash asks nobody who the owner is. */
export const archiveDashboard = write('redash:dashboards:write', 'DELETE /dashboards/{dashboardId}', {
  output: Dashboard,
})
export const createDashboard = write('redash:dashboard-set:write', 'POST /dashboards', {
  body: DashboardDraft,
  output: Dashboard,
})
