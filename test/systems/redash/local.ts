import { type LocalRedash, startRedash } from 'local-redash'
import {
  everyKeys,
  grants,
  needsFullAccess,
  permissionsFor,
  withSource,
} from '../../../src/systems/redash/access/permissions.ts'
import type { As, LocalSystem } from '../contract/local-system.ts'

const versionOf: Readonly<Record<As, LocalRedash['version']>> = {
  usual: '26.3.0',
  oldest: '10.1.0',
  newest: '26.3.0',
}

/** What may be changed belongs to whoever may change it. */
const owned = { queries: [52, 53], dashboards: [11] }

/** Scopes for which a group must see a data source at all, and those for which it must have it in full. */
const seeing = [...(grants[0]?.scopes ?? []), ...withSource, 'redash:alert-list:read']
const having = [needsFullAccess, 'redash:query-set:write']

/** A user in a group of its own with the permissions that these scopes need and no others. */
const userFor = ({ state }: LocalRedash, scopes: readonly string[]): string => {
  const id = 100 + state.users.length
  const isFull = having.some((scope) => scopes.includes(scope))
  const isSeen = isFull || seeing.some((scope) => scopes.includes(scope))
  state.groups.push({
    id,
    name: `group ${id}`,
    permissions: [...permissionsFor(scopes)],
    sources: isSeen ? [{ source: 1, viewOnly: !isFull }] : [],
  })
  const apiKey = `user${id}LocalRedash`.padEnd(40, 'u')
  const email = `user${id}@example.test`
  state.users.push({ id, name: `User ${id}`, email, groups: [id], apiKey, disabled: false, createdAt: 0 })
  const give = (all: { readonly id: number; user: number }[], ids: readonly number[]) => {
    for (const one of all) if (ids.includes(one.id)) one.user = id
  }
  if (scopes.includes('redash:queries:write')) give(state.queries as never, owned.queries)
  if (scopes.includes('redash:dashboards:write')) give(state.dashboards as never, owned.dashboards)
  return apiKey
}

/** What Redash gives along with some scopes, whatever an account is made of. */
const along = (scopes: readonly string[]): readonly string[] => {
  const permissions = permissionsFor(scopes)
  const isSeen = [...seeing, ...having].some((scope) => scopes.includes(scope))
  return [
    ...everyKeys,
    ...(isSeen ? withSource : []),
    ...grants.flatMap((one) => (permissions.includes(one.permission) ? one.scopes : [])),
  ]
}

/** Redash 26.3 as the usual and the newest one, 10.1 as the oldest. */
export const localRedash: LocalSystem<LocalRedash> = {
  settings:
    'expose: { tags: [sales, customers, kpi, report], ids: [6, 15, 20, 25, 35, 52, 53], dashboards: [1, 2, 6, 11] }',
  start: (as, now) => startRedash({ version: versionOf[as], ...(now && { now }) }),
  source: (as) => new RegExp(`^Redash ${versionOf[as].replaceAll('.', '\\.')}$`),
  token: (local, { scope, shape }) => {
    if (shape.bound) return local.keyOf(7)
    // A list of dashboards has those with something to see.
    return userFor(local, scope === 'redash:dashboards:read' ? [scope, 'redash:queries:read'] : [scope])
  },
  accounts: { 'a user in a group of its own': userFor },
  along,
  refuse: ({ faults }) => void Object.assign(faults, { refused: true, only: (method: string) => method !== 'GET' }),
  lose: ({ faults }, commit) => {
    faults.losesAnswer = { commit }
  },
}
