import type { Caller } from './caller.ts'
import { notYours, refused } from './refused.ts'
import { groupsOf } from './source-groups.ts'
import type { Query, RedashState } from './state.ts'

/** What is asked for: to look, or to do everything. */
type Need = 'view' | 'full'

/** Tells whether somebody is an admin, who opens everything by its id. */
export const isAdmin = ({ permissions }: Caller): boolean => permissions.includes('admin')

/** Tells whether the groups of the caller give this access to a source. */
export function seesSource(state: RedashState, caller: Caller, source: number | null, need: Need): boolean {
  if (isAdmin(caller)) return true
  const shared = groupsOf(state, source).filter(({ group }) => caller.groups.includes(group))
  return shared.length > 0 && (need === 'view' || shared.some(({ viewOnly }) => !viewOnly))
}

/** The queries whose visualizations a dashboard shows. */
export const queriesOn = (state: RedashState, dashboard: number): Query[] => {
  const shown = state.dashboards.find(({ id }) => id === dashboard)?.widgets.map(({ visualization }) => visualization)
  return state.queries.filter(({ visualizations }) => visualizations.some(({ id }) => shown?.includes(id)))
}

/**
 * Tells the same of a query: a user by the source, a query key and the token of a dashboard by the query itself, which
 * is why neither minds a source without groups.
 */
export function seesQuery(state: RedashState, caller: Caller, query: Query, need: Need): boolean {
  if (caller.kind === 'user') return seesSource(state, caller, query.source, need)
  const isOwn = caller.kind === 'query' ? caller.of === query.id : queriesOn(state, caller.of).includes(query)
  return isOwn && need === 'view'
}

/** Refuses somebody who has none of these permissions. */
export function mustBeAllowed(caller: Caller, ...permissions: readonly string[]): void {
  if (!permissions.some((one) => caller.permissions.includes(one))) throw refused(403)
}

/** Refuses if this isn't true. */
export function must(allowed: boolean): void {
  if (!allowed) throw refused(403)
}

/** Tells whether somebody owns a thing or is an admin. */
export const owns = (caller: Caller, owner: number): boolean =>
  isAdmin(caller) || (caller.kind === 'user' && caller.user.id === owner)

/** Refuses, in words of their own, anybody but the owner and admins. */
export function mustOwn(caller: Caller, owner: number): void {
  if (!owns(caller, owner)) throw notYours()
}
