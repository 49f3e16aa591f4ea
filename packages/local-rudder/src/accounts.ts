/** One API account: its name is what the event log shows. */
export interface Account {
  readonly id: string
  readonly name: string
  /** `user` has what the roles of a person give, and is the only kind that may decide on change requests. */
  kind: 'ro' | 'rw' | 'acl' | 'user'
  /** The first pattern that fits a path decides; only for `acl` and `user`. */
  acl: { path: string; actions: string[] }[]
  /** Milliseconds since 1970; never when left out. */
  expiresAt?: number
  disabled?: boolean
  /** It sees the nodes of these tenants only; all nodes when left out. From 8.1 on. */
  tenants?: string[]
}

/** The fixed tokens of the local Rudder: 32 letters and digits each, as on a real one. */
export const tokens = {
  read: 'readPlayRudder0000000000000000ro',
  write: 'writePlayRudder000000000000000rw',
  acl: 'aclPlayRudder0000000000000000acl',
  operator: 'operatorPlayRudder00000000000acl',
  keeper: 'keeperPlayRudder0000000000000acl',
  expired: 'expiredPlayRudder000000000000exp',
  validator: 'validatorPlayRudder0000000000usr',
} as const

const entry = (path: string, ...actions: string[]) => ({ path, actions })
const get = (path: string) => entry(path, 'get')

/** What operators do every day, as docs/tokens.md lists it, and the check of a directive. */
const everyDay = [
  ...[get('apiaccounts/token'), entry('directives/*', 'post'), entry('directives/*/check', 'post')],
  ...[
    entry('groups/*', 'post'),
    get('groups/*/reload'),
    entry('nodes/*/applyPolicy', 'post'),
    entry('rules/*', 'post'),
  ],
]

/** What makes, deletes and lets in, as docs/tokens.md lists it. */
const nowAndThen = [
  ...[get('apiaccounts/token'), entry('directives', 'put'), entry('directives/*', 'delete'), entry('groups', 'put')],
  ...[entry('groups/*', 'delete', 'put'), entry('groups/categories', 'put')],
  ...[entry('groups/categories/*', 'delete', 'post'), entry('methods/reload', 'post')],
  ...[entry('nodes/pending/*', 'post'), entry('rules', 'put'), entry('rules/*', 'delete', 'put')],
  ...[entry('rules/categories', 'put'), entry('rules/categories/*', 'delete', 'post')],
  entry('techniques/reload', 'post'),
]

/** What these two roles of a person give (the mapping of the change-validation plugin). */
const validatorAndDeployer = [
  get('changeRequests'),
  entry('changeRequests/*', 'delete', 'get', 'post'),
  entry('changeRequests/*/accept', 'post'),
]

/** The accounts at the start: one that reads, one that writes, three with lists, one that is over, and one of a person. */
export const accountsOf = (): Record<string, Account> => ({
  [tokens.read]: { id: 'coxswain-read', name: 'coxswain-read', kind: 'ro', acl: [] },
  [tokens.write]: { id: 'coxswain-write', name: 'coxswain-write', kind: 'rw', acl: [] },
  [tokens.acl]: {
    id: 'coxswain-acl',
    name: 'coxswain-acl',
    kind: 'acl',
    acl: [
      ...['info', 'info/**', 'compliance', 'compliance/**', 'rules', 'groups', 'groups/*', 'nodes', 'nodes/*'].map(get),
      entry('rules/*', 'get', 'post'),
    ],
  },
  [tokens.operator]: {
    id: 'coxswain-operator',
    name: 'coxswain-operator',
    kind: 'acl',
    acl: structuredClone(everyDay),
  },
  [tokens.keeper]: { id: 'coxswain-keeper', name: 'coxswain-keeper', kind: 'acl', acl: structuredClone(nowAndThen) },
  [tokens.expired]: { id: 'coxswain-old', name: 'coxswain-old', kind: 'ro', acl: [], expiresAt: 0 },
  [tokens.validator]: { id: 'vera', name: 'vera', kind: 'user', acl: structuredClone(validatorAndDeployer) },
})

/** The account of a token; nothing for unknown, disabled and expired ones, which cannot be told apart. */
export function accountOf(accounts: Readonly<Record<string, Account>>, token: string, now: number) {
  const found = Object.hasOwn(accounts, token) ? accounts[token] : undefined
  return found && !found.disabled && (found.expiresAt ?? Number.POSITIVE_INFINITY) > now ? found : undefined
}

const covers = (pattern: readonly string[], path: readonly string[]): boolean => {
  const [first, ...rest] = pattern
  if (first === '**') return true
  if (first === undefined) return path.length === 0
  return path[0] !== undefined && (first === '*' || first === path[0]) && covers(rest, path.slice(1))
}

/**
 * Tells whether the account may use the method on this path (segments after the version); the first pattern that fits
 * decides. Without the plugin (`authorizations`) lists and users' tokens are refused everything.
 */
export function may(account: Account, method: string, path: readonly string[], authorizations: boolean): boolean {
  if (account.kind === 'rw') return true
  if (account.kind === 'ro') return method === 'GET' || method === 'HEAD'
  if (!authorizations) return false
  const first = account.acl.find((one) => covers(one.path.split('/'), path))
  return first?.actions.includes(method.toLowerCase()) ?? false
}
