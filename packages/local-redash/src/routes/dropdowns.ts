import { must, seesQuery, seesSource } from '../access.ts'
import { choices } from '../dropdown.ts'
import { queryOf } from '../find.ts'
import { idOf } from '../ids.ts'
import { Refused, refused } from '../refused.ts'
import type { Call, Route } from '../route.ts'

/** What a dropdown of a query offers; that of any other query of a source that the caller sees, too. */
function within(call: Call) {
  const { state, caller, parameters } = call
  const query = queryOf(call)
  must(seesQuery(state, caller, query, 'view'))
  const id = idOf(parameters[1] ?? '')
  const own = (query.options.parameters ?? []).some(({ type, queryId }) => type === 'query' && queryId === id)
  if (!own) {
    const other = state.queries.find((one) => one.id === id)
    if (!other) throw refused(404)
    must(seesSource(state, caller, other.source, 'view'))
  }
  try {
    const found = choices(state, id)
    if (found) return { json: found }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
  }
  throw refused(500)
}

function alone(call: Call) {
  const { state, caller } = call
  const query = queryOf(call)
  must(seesQuery(state, caller, query, 'view'))
  const found = choices(state, query.id)
  if (!found) throw refused(500)
  return { json: found }
}

/** The values of parameters that come from another query. */
export const dropdowns: readonly Route[] = [
  { method: 'GET', path: 'queries/{query_id}/dropdowns/{dropdown_id}', answer: within },
  { method: 'GET', path: 'queries/{query_id}/dropdown', answer: alone },
]
