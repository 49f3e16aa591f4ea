import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { UserGroup } from '../../src/policy/group.ts'
import type { Principal } from '../../src/policy/person.ts'
import type { AccessRequest } from '../../src/policy/policy.ts'
import { runs } from '../runs.ts'
import { person, policy } from './setup.ts'

const sensitive = 'rudder:secrets:read'
const scope = fc.constantFrom(
  'rudder:rules:read',
  'rudder:rules:write',
  'rudder:nodes:read',
  sensitive,
  'redash:queries:run',
)
const pattern = fc.oneof(
  scope,
  fc.constantFrom('rudder:*:read', 'rudder:rules:*', 'rudder:*:*', 'redash:*:run', '*', '*:*:*'),
)
const account = fc.constantFrom(
  'ana@acme.net',
  'ANA@acme.net',
  'ana.admin@acme.net',
  'bob@acme.net',
  'cli:ana',
  'cli:root',
  'slack:T1/U1',
)
const who: fc.Arbitrary<Principal> = fc
  .tuple(
    fc.constantFrom(
      'ana@acme.net',
      'Ana.Admin@acme.net',
      'bob@acme.net',
      'ana@evil.net',
      '\uFF41na@acme.net',
      undefined,
    ),
    fc.constantFrom('slack:T1/U1', 'slack:T1/U2', 'cli:root', 'cli:ana'),
  )
  .map(([email, id]) => person(email, id))
const connection = fc.constantFrom('rudder/prod', 'rudder/staging')
const channel = fc.constantFrom('C0123', 'C0999')
const some = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: 1, maxLength: 3 })

const groups: fc.Arbitrary<UserGroup[]> = fc.array(
  fc.record(
    {
      name: fc.constantFrom('a', 'b', 'c'),
      api_scopes: some(pattern),
      includes: fc.oneof(some(account), fc.constant('*' as const)),
      excludes: fc.array(account, { maxLength: 2 }),
      connections: some(connection),
      channels: some(channel),
    },
    { requiredKeys: ['name', 'api_scopes', 'includes', 'excludes'] },
  ),
  { maxLength: 5 },
)
const ask: fc.Arbitrary<AccessRequest> = fc.record(
  { scopes: some(scope), connection, channel },
  { requiredKeys: ['scopes'] },
)
const holds = (property: fc.IRawProperty<unknown>) =>
  fc.assert(property as fc.IProperty<unknown>, { numRuns: runs(400, 2000) })

test('allowed exactly when nothing is missing; every scope is either explained or missing', () => {
  holds(
    fc.property(groups, who, ask, (all, principal, asked) => {
      const { allowed, missing, because, grants } = policy(all).decide(principal, asked)
      expect(allowed).toBe(missing.length === 0)
      const named = [...because.map((one) => one.scope), ...missing].sort()
      expect(named).toEqual([...new Set(asked.scopes)].sort())
      expect(grants.map((one) => one.scope)).toEqual(missing)
    }),
  )
})

test('no group, no right', () => {
  holds(fc.property(who, ask, (principal, asked) => !policy([]).decide(principal, asked).allowed))
})

test('one more group removes no right, wherever it stands', () => {
  holds(
    fc.property(groups, groups, fc.nat(5), who, ask, (all, more, at, principal, asked) => {
      const before = policy(all).decide(principal, asked)
      const after = policy([...all.slice(0, at), ...more, ...all.slice(at)]).decide(principal, asked)
      expect(before.missing).toEqual(expect.arrayContaining([...after.missing]))
    }),
  )
})

test('who is excluded gets nothing from that group, and others lose nothing', () => {
  holds(
    fc.property(groups, fc.nat(4), who, who, ask, (all, at, out, other, asked) => {
      const excluded = all.map((one, i) => (i === at ? { ...one, excludes: [...one.excludes, out.id] } : one))
      const alone = excluded.filter((_, i) => i === at)
      expect(policy(alone).decide(out, asked).because).toEqual([])
      const rules = policy(all)
      if (rules.human(out) === rules.human(other) || out.id === other.id) return
      if (['ana@acme.net', 'cli:ana'].includes(rules.human({ ...out, email: '' }))) return
      expect(policy(excluded).decide(other, asked)).toEqual(rules.decide(other, asked))
    }),
  )
})

test('no wildcard gives a sensitive scope', () => {
  holds(
    fc.property(groups, who, (all, principal) => {
      const unspelled = all.map((one) => ({ ...one, api_scopes: one.api_scopes.filter((text) => text !== sensitive) }))
      return !policy(unspelled).decide(principal, { scopes: [sensitive], connection: 'rudder/prod' }).allowed
    }),
  )
})

test('an e-mail that is not trusted has rights only by its id', () => {
  holds(
    fc.property(groups, fc.constantFrom('ana@evil.net', '\uFF41na@acme.net'), ask, (all, email, asked) => {
      const stranger = person(email, 'slack:T9/U9')
      return !policy(all).decide(stranger, asked).allowed
    }),
  )
})
