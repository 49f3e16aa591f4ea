/** One API account: its name is what the event log shows. */
export interface Account {
  readonly id: string
  readonly name: string
  readonly kind: 'ro' | 'rw' | 'acl'
  readonly acl: readonly { readonly path: string; readonly actions: readonly string[] }[]
}

/** The fixed tokens of the local Rudder: 32 letters and digits each, as on a real one. */
export const tokens = {
  read: 'readPlayRudder0000000000000000ro',
  write: 'writePlayRudder000000000000000rw',
  acl: 'aclPlayRudder0000000000000000acl',
  expired: 'expiredPlayRudder000000000000exp',
} as const

const get = (path: string) => ({ path, actions: ['get'] })

const accounts: Readonly<Record<string, Account>> = {
  [tokens.read]: { id: 'coxswain-read', name: 'coxswain-read', kind: 'ro', acl: [] },
  [tokens.write]: { id: 'coxswain-write', name: 'coxswain-write', kind: 'rw', acl: [] },
  [tokens.acl]: {
    id: 'coxswain-acl',
    name: 'coxswain-acl',
    kind: 'acl',
    acl: [
      ...['info', 'info/**', 'compliance', 'compliance/**', 'rules', 'groups', 'groups/*', 'nodes', 'nodes/*'].map(get),
      { path: 'rules/*', actions: ['get', 'post'] },
    ],
  },
}

/** The account of a token; nothing for unknown and expired ones, which cannot be told apart. */
export const accountOf = (token: string): Account | undefined =>
  Object.hasOwn(accounts, token) ? accounts[token] : undefined

const covers = (pattern: readonly string[], path: readonly string[]): boolean => {
  const [first, ...rest] = pattern
  if (first === '**') return path.length > 0
  if (first === undefined) return path.length === 0
  return path[0] !== undefined && (first === '*' || first === path[0]) && covers(rest, path.slice(1))
}

/** Tells whether the account may use the method on this path (segments after the version); the first pattern that fits decides. */
export function may(account: Account, method: string, path: readonly string[]): boolean {
  if (account.kind === 'rw') return true
  if (account.kind === 'ro') return method === 'GET' || method === 'HEAD'
  const first = account.acl.find((one) => covers(one.path.split('/'), path))
  return first?.actions.includes(method.toLowerCase()) ?? false
}
