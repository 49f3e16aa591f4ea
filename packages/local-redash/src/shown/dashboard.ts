import { owns, seesSource } from '../access.ts'
import type { Caller } from '../caller.ts'
import type { Dashboard, Query, RedashState, Visualization, Widget } from '../state.ts'
import type { Differences } from '../versions.ts'
import { shownBriefly, shownVisualization } from './query.ts'
import { shownOwner, shownTime } from './user.ts'

/** The visualization of a widget and its query; nothing for a text box. */
export function drawnBy(
  state: RedashState,
  { visualization }: Widget,
): { readonly query: Query; readonly visualization: Visualization } | undefined {
  for (const query of state.queries) {
    const found = query.visualizations.find(({ id }) => id === visualization)
    if (found) return { query, visualization: found }
  }
  return undefined
}

/** The name in an address: letters of other alphabets drop out. */
export const slugOf = (name: string): string => name.toLowerCase().replace(/[^a-z0-9_-]+/g, '-')

function shownWidget(state: RedashState, dashboard: Dashboard, widget: Widget, caller: Caller, differs: Differences) {
  const { id, options, text, createdAt } = widget
  const times = { updated_at: shownTime(createdAt), created_at: shownTime(createdAt) }
  const drawn = drawnBy(state, widget)
  if (!drawn) return { id, width: 1, options, dashboard_id: dashboard.id, text, ...times }
  if (!seesSource(state, caller, drawn.query.source, 'view'))
    return { id, width: 1, dashboard_id: dashboard.id, options, ...times, restricted: true }
  const query = shownBriefly(state, drawn.query, differs)
  const visualization = { ...shownVisualization(drawn.visualization), query }
  return { id, width: 1, options, dashboard_id: dashboard.id, text, ...times, visualization }
}

/** A dashboard in a list, and as it is when it was just made: without its widgets. */
export const shownInList = (state: RedashState, dashboard: Dashboard, caller: Caller): object => ({
  id: dashboard.id,
  slug: slugOf(dashboard.name),
  name: dashboard.name,
  user_id: dashboard.user,
  user: shownOwner(state, dashboard.user),
  layout: dashboard.layout,
  dashboard_filters_enabled: dashboard.filters,
  widgets: null,
  options: dashboard.options,
  is_archived: dashboard.archived,
  is_draft: dashboard.draft,
  tags: dashboard.tags,
  updated_at: shownTime(dashboard.updatedAt),
  created_at: shownTime(dashboard.createdAt),
  version: dashboard.version,
  is_favorite: caller.kind === 'user' && dashboard.favoriteOf.includes(caller.user.id),
})

/** A dashboard as a write answers with it; a widget of a query that the caller may not see only has its place. */
export const shownWritten = (
  state: RedashState,
  dashboard: Dashboard,
  caller: Caller,
  differs: Differences,
): object => ({
  ...shownInList(state, dashboard, caller),
  widgets: dashboard.widgets.map((one) => shownWidget(state, dashboard, one, caller, differs)),
})

/** The address that opens a shared dashboard to everybody. */
export const shownToken = (token: string, origin: string): object => ({
  public_url: `${origin}/public/dashboards/${token}?org_slug=default`,
  api_key: token,
})

/** A dashboard by itself; a shared one shows its public address to everybody who may see it. */
export const shownDashboard = (
  state: RedashState,
  dashboard: Dashboard,
  caller: Caller,
  differs: Differences,
  origin: string,
): object => ({
  ...shownWritten(state, dashboard, caller, differs),
  ...(dashboard.token !== undefined && shownToken(dashboard.token, origin)),
  can_edit: owns(caller, dashboard.user),
})

/** What everybody sees of a shared dashboard: no rows, no SQL, no keys. */
export const shownPublicly = (state: RedashState, dashboard: Dashboard): object => ({
  name: dashboard.name,
  layout: dashboard.layout,
  dashboard_filters_enabled: dashboard.filters,
  updated_at: shownTime(dashboard.updatedAt),
  created_at: shownTime(dashboard.createdAt),
  options: dashboard.options,
  widgets: dashboard.widgets.map((widget) => {
    const { id, options, text, createdAt } = widget
    const times = { updated_at: shownTime(createdAt), created_at: shownTime(createdAt) }
    const drawn = drawnBy(state, widget)
    if (!drawn) return { id, width: 1, options, text, ...times }
    const { id: _, ...visualization } = shownVisualization(drawn.visualization) as { readonly id: number }
    const { id: of, name, description, options: own } = drawn.query
    const query = { id: of, name, description, options: own }
    return { id, width: 1, options, text, ...times, visualization: { ...visualization, query } }
  }),
})
