import { must, mustBeAllowed, seesSource } from '../access.ts'
import { alertOf } from '../find.ts'
import type { Call, Route } from '../route.ts'
import { shownAlert } from '../shown/alert.ts'
import type { Alert } from '../state.ts'

const seen = ({ state, caller }: Call, alert: Alert): boolean => {
  const query = state.queries.find(({ id }) => id === alert.query)
  return seesSource(state, caller, query?.source ?? null, 'view')
}

/** Alerts: a list that is not paged, and one by its id, for which `list_alerts` isn't needed. */
export const alerts: readonly Route[] = [
  {
    method: 'GET',
    path: 'alerts',
    answer: (call) => {
      mustBeAllowed(call.caller, 'list_alerts')
      const all = call.state.alerts.filter((one) => seen(call, one))
      return { json: all.map((one) => shownAlert(call.state, one, call.differs)) }
    },
  },
  {
    method: 'GET',
    path: 'alerts/{alert_id}',
    answer: (call) => {
      const alert = alertOf(call)
      must(seen(call, alert))
      return { json: shownAlert(call.state, alert, call.differs) }
    },
  },
]
