import { mustBeAllowed } from '../access.ts'
import type { Route } from '../route.ts'
import { groupsOf } from '../source-groups.ts'

/** The databases that the groups of the caller have. */
export const sources: readonly Route[] = [
  {
    method: 'GET',
    path: 'data_sources',
    answer: ({ state, caller }) => {
      mustBeAllowed(caller, 'admin', 'list_data_sources')
      const seen = state.sources.flatMap((source) => {
        const shared = groupsOf(state, source.id).filter(({ group }) => caller.groups.includes(group))
        if (shared.length === 0) return []
        const { id, name, type, paused } = source
        return {
          id,
          name,
          type,
          syntax: 'sql',
          paused: paused === undefined ? 0 : 1,
          pause_reason: paused || null,
          supports_auto_limit: type !== 'results',
          view_only: shared.every(({ viewOnly }) => viewOnly),
        }
      })
      return { json: seen.sort((a, b) => (a.name < b.name ? -1 : 1)) }
    },
  },
]
