import { mustBeAllowed, seesSource } from '../access.ts'
import { dashboardOf } from '../find.ts'
import { paged, tagCounts, tagged } from '../paging.ts'
import { refused, unknownKey } from '../refused.ts'
import type { Call, Route } from '../route.ts'
import { drawnBy, shownDashboard, shownInList, shownPublicly } from '../shown/dashboard.ts'
import type { Dashboard } from '../state.ts'

/** The dashboards with something to see for the caller, and all that are the caller's own; no drafts of others. */
const listed = ({ state, caller }: Call): Dashboard[] => {
  if (caller.kind !== 'user') return []
  const seen = { ...caller, permissions: [] }
  return state.dashboards.filter((one) => {
    const own = one.user === caller.user.id
    const shows = one.widgets.some((widget) => {
      const drawn = drawnBy(state, widget)
      return drawn !== undefined && seesSource(state, seen, drawn.query.source, 'view')
    })
    return !one.archived && (own || (!one.draft && shows))
  })
}

/** Where a part that may have `_` for any character begins in a name, at `from` or later; -1 if nowhere. */
const placeOf = (part: string, name: string, from: number): number => {
  const fits = (at: number) => [...part].every((one, i) => one === '_' || one === name[at + i])
  for (let at = from; at + part.length <= name.length; at++) if (fits(at)) return at
  return -1
}

/** Tells whether a name has this in it, as LIKE has it: `%` and `_` stand for anything. */
const isLike = (name: string, text: string): boolean => {
  let at = 0
  return text
    .toLowerCase()
    .split('%')
    .every((part) => {
      const found = placeOf(part, name.toLowerCase(), at)
      at = found + part.length
      return found >= 0
    })
}

function list(call: Call) {
  const { state, caller, query, differs } = call
  mustBeAllowed(caller, 'list_dashboards')
  const order = query.get('order')
  const byName = order?.replace('-', '') === 'name'
  if (byName && !differs.dashboardsByName) throw refused(500)
  const words = query.get('q')
  const found = listed(call).filter(({ name }) => !words || isLike(name, words))
  const sign = order?.startsWith('-') ? -1 : 1
  const sorted = found.toSorted((a, b) => {
    if (byName) return sign * (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1)
    return order === 'created_at' ? a.createdAt - b.createdAt : b.createdAt - a.createdAt
  })
  return { json: paged(query, tagged(query, sorted), (one) => shownInList(state, one, caller)) }
}

function one(call: Call) {
  const { state, caller, query, differs, origin, parameters } = call
  mustBeAllowed(caller, 'list_dashboards')
  const bySlug = query.has('legacy')
  const dashboard = bySlug ? state.dashboards.find(({ slug }) => slug === parameters[0]) : dashboardOf(call, 404)
  if (!dashboard) throw refused(404)
  return { json: shownDashboard(state, dashboard, caller, differs, origin) }
}

/** Dashboards: by number, or with `legacy` by the slug that they were made with. */
export const dashboards: readonly Route[] = [
  { method: 'GET', path: 'dashboards', answer: list },
  {
    method: 'GET',
    path: 'dashboards/tags',
    answer: (call) => {
      mustBeAllowed(call.caller, 'list_dashboards')
      return { json: tagCounts(listed(call)) }
    },
  },
  {
    method: 'GET',
    path: 'dashboards/public/{token}',
    keyInPath: true,
    answer: (call) => {
      const dashboard = call.state.dashboards.find(({ token }) => token === call.parameters[0])
      if (!dashboard) throw unknownKey()
      return { json: shownPublicly(call.state, dashboard) }
    },
  },
  { method: 'GET', path: 'dashboards/{dashboard_id}', answer: one },
]
