import { must, mustBeAllowed, seesQuery, seesSource } from '../access.ts'
import { queryOf } from '../find.ts'
import { ordered } from '../order.ts'
import { paged, tagCounts, tagged } from '../paging.ts'
import { refused } from '../refused.ts'
import type { Call, Route } from '../route.ts'
import { searched } from '../search.ts'
import { shownInList, shownQuery } from '../shown/query.ts'
import type { Query } from '../state.ts'

/** The queries on the sources of the caller's own groups, which an admin has too; drafts of everybody among them. */
const listed = ({ state, caller }: Call, archived = false): Query[] => {
  const seen = { ...caller, permissions: [] }
  return state.queries.filter((one) => one.archived === archived && seesSource(state, seen, one.source, 'view'))
}

function page(call: Call, all: readonly Query[]) {
  const { state, caller, differs, query } = call
  const order = query.get('order')
  const words = query.get('q')
  const found = words ? searched(ordered(state, all, null), words, differs) : all
  const sorted = words && !order ? found : ordered(state, found, order)
  return { json: paged(query, tagged(query, sorted), (one) => shownInList(state, one, caller, differs)) }
}

/** A list is a 500, or empty, for the token of a dashboard. */
function forToken({ caller, differs }: Call) {
  if (caller.kind === 'dashboard' && differs.listForToken === 500) throw refused(500)
}

/** Lists of queries, and one query. */
export const queries: readonly Route[] = [
  {
    method: 'GET',
    path: 'queries',
    answer: (call) => {
      mustBeAllowed(call.caller, 'view_query')
      forToken(call)
      return page(call, listed(call))
    },
  },
  {
    method: 'GET',
    path: 'queries/tags',
    // Whoever has a key may ask.
    answer: (call) => ({ json: tagCounts(listed(call)) }),
  },
  {
    method: 'GET',
    path: 'queries/my',
    answer: (call) => {
      const { caller } = call
      if (caller.kind !== 'user') throw refused(500)
      return page(
        call,
        listed(call).filter(({ user }) => user === caller.user.id),
      )
    },
  },
  {
    method: 'GET',
    path: 'queries/archive',
    answer: (call) => {
      mustBeAllowed(call.caller, 'view_query')
      return page(call, listed(call, true))
    },
  },
  {
    method: 'GET',
    path: 'queries/search',
    answer: (call) => {
      mustBeAllowed(call.caller, 'view_query')
      const words = call.query.get('q')
      if (!words) return { json: [] }
      const path = `/api/queries?q=${encodeURIComponent(words)}&org_slug=default&drafts=false`
      return { moved: call.differs.absoluteRedirects ? `${call.origin}${path}` : path }
    },
  },
  {
    method: 'GET',
    path: 'queries/{query_id}',
    answer: (call) => {
      mustBeAllowed(call.caller, 'view_query')
      const query = queryOf(call)
      must(seesQuery(call.state, call.caller, query, 'view'))
      return { json: shownQuery(call.state, query, call.caller, call.differs) }
    },
  },
]
