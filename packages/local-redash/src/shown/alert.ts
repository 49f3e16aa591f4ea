import type { Alert, RedashState } from '../state.ts'
import type { Differences } from '../versions.ts'
import { shownBriefly } from './query.ts'
import { shownTime, shownUser } from './user.ts'

/** An alert with its whole query, the key of that included. */
export function shownAlert(state: RedashState, alert: Alert, differs: Differences): object {
  const { id, name, options, state: now, lastTriggeredAt, updatedAt, createdAt, rearm } = alert
  const query = state.queries.find((one) => one.id === alert.query)
  return {
    id,
    name,
    options,
    state: now,
    last_triggered_at: lastTriggeredAt === undefined ? null : shownTime(lastTriggeredAt),
    updated_at: shownTime(updatedAt),
    created_at: shownTime(createdAt),
    rearm,
    query: query ? shownBriefly(state, query, differs) : null,
    user: shownUser(state, alert.user),
  }
}
