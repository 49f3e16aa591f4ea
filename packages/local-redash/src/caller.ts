import { idOf } from './ids.ts'
import { refused } from './refused.ts'
import { groupsOf } from './source-groups.ts'
import type { RedashState, User } from './state.ts'

/** Whoever a key stands for. */
export type Caller =
  | {
      readonly kind: 'user'
      readonly user: User
      readonly permissions: readonly string[]
      readonly groups: readonly number[]
    }
  | {
      /** The key of one query, or the public token of a dashboard. */
      readonly kind: 'query' | 'dashboard'
      readonly key: string
      readonly of: number
      readonly permissions: readonly string[]
      readonly groups: readonly number[]
    }

/** The key that came with a request: `?api_key=` hides the header, also if it is empty, and only `Key ` is taken off that. */
export const keyIn = (query: URLSearchParams, authorization: string | undefined): string =>
  query.get('api_key') ?? (authorization ?? '').replace('Key ', '')

const permissionsOf = (state: RedashState, user: User): string[] => [
  ...new Set(state.groups.filter(({ id }) => user.groups.includes(id)).flatMap(({ permissions }) => permissions)),
]

/**
 * Who a key stands for; nobody if it is unknown or its user disabled. The key of a query counts only at addresses of
 * that query, whose id is looked up first: a wrong one is a 500.
 */
export function callerOf(state: RedashState, key: string, queryId: string | undefined): Caller | undefined {
  if (key === '') return undefined
  const user = state.users.find(({ apiKey }) => apiKey === key)
  if (user)
    return user.disabled
      ? undefined
      : { kind: 'user', user, permissions: permissionsOf(state, user), groups: user.groups }
  const dashboard = state.dashboards.find(({ token }) => token === key)
  if (dashboard) return { kind: 'dashboard', key, of: dashboard.id, permissions: ['view_query'], groups: [] }
  if (queryId === undefined) return undefined
  const id = idOf(queryId)
  const query = state.queries.find((one) => one.id === id)
  if (!query) throw refused(500)
  if (query.apiKey !== key) return undefined
  const groups = groupsOf(state, query.source).map((one) => one.group)
  return { kind: 'query', key, of: id, permissions: ['view_query'], groups }
}

/** Its name in the record of requests. */
export const nameOf = (caller: Caller): string =>
  caller.kind === 'user' ? caller.user.name : `${caller.kind} ${caller.of}`
