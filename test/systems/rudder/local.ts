import { isWrite, type LocalRudder, startRudder } from 'local-rudder'
import { accessFor } from '../../../src/systems/rudder/access/accounts.ts'
import type { As, LocalSystem } from '../contract/local-system.ts'

/** Makes an account with this access list; that of a person if it decides on change requests. */
const withList = (local: LocalRudder, scopes: readonly string[], list: ReturnType<typeof accessFor>): string => {
  const acl = list.map(({ path, actions }) => ({ path, actions: [...actions] }))
  const number = Object.keys(local.state.accounts).length
  const secret = `own${number}`.padEnd(32, '0')
  const kind = scopes.includes('rudder:requests:approve') ? 'user' : 'acl'
  local.state.accounts[secret] = { id: `own-${number}`, name: `own-${number}`, kind, acl }
  return secret
}

const options: Readonly<Record<As, Parameters<typeof startRudder>[0]>> = {
  usual: {},
  oldest: { api: 18, nodes: 40 },
  newest: { api: 23, nodes: 12 },
}

/** Rudder 8.3 as the usual one, 8.0 as the oldest and 9.1 as the newest. */
export const localRudder: LocalSystem<LocalRudder> = {
  start: (as, now) => startRudder({ ...options[as], ...(now && { now }) }),
  source: (as) => ({ usual: /^Rudder API 21/, oldest: /^Rudder API 18$/, newest: /^Rudder API 23$/ })[as],
  token: ({ tokens }, { kind, scope }) => {
    // Only a user's may decide on change requests.
    if (scope === 'rudder:requests:approve') return tokens.validator
    return kind === 'write' || scope.endsWith(':run') ? tokens.write : tokens.read
  },
  accounts: {
    'its list as it is written': (local, scopes) => withList(local, scopes, accessFor(scopes)),
    'its list in the other order': (local, scopes) => withList(local, scopes, accessFor(scopes).toReversed()),
  },
  refuse: ({ faults }) => void Object.assign(faults, { json401: true, only: isWrite }),
  lose: ({ faults }, commit) => {
    faults.losesAnswer = { commit }
  },
  hold: ({ state }) => void Object.assign(state.settings, { enable_change_request: true, enable_validate_all: true }),
}
