import { must, mustBeAllowed, mustOwn, owns } from '../access.ts'
import { dashboardOf } from '../find.ts'
import { dashboardToken } from '../keys.ts'
import { refused } from '../refused.ts'
import { type Call, type Route, sentObject } from '../route.ts'
import { shownInList, shownToken, shownWritten, slugOf } from '../shown/dashboard.ts'
import type { Dashboard } from '../state.ts'

function create(call: Call) {
  const { state, caller, now } = call
  mustBeAllowed(caller, 'create_dashboard')
  const { name } = sentObject(call)
  if (typeof name !== 'string' || caller.kind !== 'user') throw refused(500)
  const taken = (slug: string) => state.dashboards.some((one) => one.slug === slug)
  let slug = slugOf(name)
  for (let n = 1; taken(slug); n++) slug = `${slugOf(name)}_${n}`
  const dashboard: Dashboard = {
    id: state.next.dashboard++,
    name,
    slug,
    user: caller.user.id,
    tags: [],
    options: {},
    layout: [],
    filters: false,
    widgets: [],
    archived: false,
    draft: true,
    token: undefined,
    version: 1,
    favoriteOf: [],
    createdAt: now,
    updatedAt: now,
  }
  state.dashboards.push(dashboard)
  return { json: shownInList(state, dashboard, caller) }
}

const fields: Readonly<Record<string, keyof Dashboard>> = {
  name: 'name',
  layout: 'layout',
  tags: 'tags',
  options: 'options',
  is_draft: 'draft',
  is_archived: 'archived',
  dashboard_filters_enabled: 'filters',
}

const change = (dashboard: Dashboard, given: Partial<Dashboard>, now: number) =>
  Object.assign(dashboard, given, { updatedAt: now, version: dashboard.version + 1 })

function update(call: Call) {
  const { state, caller, now, differs } = call
  mustBeAllowed(caller, 'edit_dashboard')
  const sent = sentObject(call)
  const dashboard = dashboardOf(call, 500)
  must(owns(caller, dashboard.user))
  if (Object.hasOwn(sent, 'version') && sent.version !== dashboard.version) throw refused(409)
  const given = Object.entries(sent).flatMap(([name, value]) => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined
    return field ? [[field, value]] : []
  })
  if (given.length > 0) change(dashboard, Object.fromEntries(given), now)
  return { json: shownWritten(state, dashboard, caller, differs) }
}

/** Archives without asking who the owner is. */
function archive(call: Call) {
  const { state, caller, now, differs } = call
  mustBeAllowed(caller, 'edit_dashboard')
  const dashboard = dashboardOf(call, 500)
  change(dashboard, { archived: true }, now)
  return { json: shownWritten(state, dashboard, caller, differs) }
}

function share(call: Call) {
  const dashboard = dashboardOf(call, 404)
  mustOwn(call.caller, dashboard.user)
  dashboard.token ??= dashboardToken(dashboard.id)
  return { json: shownToken(dashboard.token, call.origin) }
}

function unshare(call: Call) {
  const dashboard = dashboardOf(call, 404)
  mustOwn(call.caller, dashboard.user)
  dashboard.token = undefined
  return { json: null }
}

/** What changes dashboards; here the version is raised by each change. */
export const dashboardWrites: readonly Route[] = [
  { method: 'POST', path: 'dashboards', writes: true, answer: create },
  { method: 'POST', path: 'dashboards/{dashboard_id}', writes: true, answer: update },
  { method: 'DELETE', path: 'dashboards/{dashboard_id}', writes: true, answer: archive },
  { method: 'POST', path: 'dashboards/{dashboard_id}/share', writes: true, answer: share },
  { method: 'DELETE', path: 'dashboards/{dashboard_id}/share', writes: true, answer: unshare },
]
