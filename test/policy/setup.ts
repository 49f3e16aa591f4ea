import type { UserGroup } from '../../src/policy/group.ts'
import type { Identity, Principal } from '../../src/policy/person.ts'
import { createPolicy, type PolicySettings } from '../../src/policy/policy.ts'

export const identity: Identity = {
  domains: ['acme.net'],
  people: { 'ana@acme.net': ['ana.admin@acme.net', 'cli:ana'] },
}

export const person = (email: string | undefined, id = 'slack:T1/U1'): Principal => ({
  id,
  name: id,
  kind: id.startsWith('cli:') ? 'cli' : 'slack',
  ...(email !== undefined && { email }),
})
export const ana = person('ana@acme.net')
export const root = person(undefined, 'cli:root')

export const group = (more: Partial<UserGroup> = {}): UserGroup => ({
  name: 'operators',
  api_scopes: ['rudder:*:read'],
  includes: ['ana@acme.net'],
  excludes: [],
  ...more,
})

/** What a system with nodes counts. */
export const unit = { one: 'node', many: 'nodes' } as const

export const policy = (groups: readonly UserGroup[], more: Partial<PolicySettings> = {}) =>
  createPolicy({ groups, approvals: [], identity, sensitive: ['rudder:secrets:read'], words: {}, ...more })

export const readRules = { scopes: ['rudder:rules:read'], connection: 'rudder/prod' }
