import type { Operation } from '../../operation.ts'
import type { Account } from '../../system.ts'
import * as operations from '../operations/index.ts'
import { ownAccount, status } from '../operations/info.ts'
import { accessList, type Entry } from './access-list.ts'

/** The access list of an account that serves these scopes; it also lets a token read about its own rights. */
export const accessFor = (scopes: readonly string[]): readonly Entry[] => {
  const served = (Object.values(operations) as Operation[]).filter(({ scope }) => scopes.includes(scope))
  // The status needs no right.
  const asked = [...served, ownAccount].filter(({ endpoint }) => endpoint !== status.endpoint)
  return accessList(asked.map(({ endpoint }) => endpoint))
}

const scopesOf = (action: 'read' | 'write', ...resources: readonly string[]) =>
  resources.map((resource) => `rudder:${resource}:${action}`)

const withList = (account: Omit<Account, 'entries'>): Account => ({
  ...account,
  entries: accessFor(account.scopes).map(({ path, actions }) => `${path} ${actions.join(' ')}`),
})

/**
 * Scopes for secrets, for creating and deleting, and for decisions are separate from those that read or make everyday
 * changes.
 */
export const accounts: readonly Account[] = [
  withList({
    name: 'reader',
    purpose: 'Every connection needs it: its token is asked before the first call, and reads what is no secret.',
    scopes: [
      ...scopesOf('read', 'info', 'compliance', 'groups', 'nodes', 'requests', 'rules', 'settings', 'system'),
      ...scopesOf('read', 'techniques'),
    ],
  }),
  withList({
    name: 'secrets',
    purpose:
      'Only where directives are looked into or changed, or global properties listed. Apart from the reader, because what Rudder answers about them carries passwords: so it is lent for these calls alone.',
    scopes: ['rudder:directives:read', 'rudder:directives:run', 'rudder:properties:read'],
  }),
  withList({
    name: 'writer',
    purpose: 'Only where something may be changed: what operators do every day. Nothing is made or deleted with it.',
    scopes: scopesOf('write', 'rules', 'directives', 'groups', 'agents'),
  }),
  withList({
    name: 'keeper',
    purpose: 'Only where things are made, copied and deleted, libraries are read again, or nodes are let in.',
    scopes: [
      ...scopesOf('write', 'rule-set', 'directive-set', 'group-set', 'categories', 'library'),
      'rudder:nodes:approve',
    ],
  }),
  {
    name: 'validator',
    purpose:
      'Only where change requests are decided on: the token of a *user* of Rudder who is validator and deployer and nothing else. These roles give all three scopes, and no list is needed; a global account may not decide, whatever its rights.',
    scopes: ['rudder:requests:read', 'rudder:requests:write', 'rudder:requests:approve'],
    entries: [],
  },
]
