import { expect, test } from 'vitest'
import { ana, group, person, policy, readRules, root, unit } from './setup.ts'

const allowed = (
  groups: Parameters<typeof policy>[0],
  ask: Parameters<ReturnType<typeof policy>['decide']>[1],
  who = ana,
) => policy(groups).decide(who, ask).allowed

test('deny by default', () => {
  expect(policy([]).decide(ana, readRules)).toEqual({
    allowed: false,
    missing: ['rudder:rules:read'],
    because: [],
    grants: [{ scope: 'rudder:rules:read', groups: [] }],
  })
})

test('the group and pattern that decide', () => {
  expect(policy([group()]).decide(ana, readRules)).toEqual({
    allowed: true,
    missing: [],
    because: [{ scope: 'rudder:rules:read', group: 'operators', pattern: 'rudder:*:read' }],
    grants: [],
  })
})

test('all groups of a person count together', () => {
  const both = { scopes: ['rudder:rules:read', 'rudder:rules:write'], connection: 'rudder/prod' }
  const writers = group({ name: 'writers', api_scopes: ['rudder:rules:write'] })
  expect(allowed([group()], both)).toBe(false)
  expect(allowed([group(), writers], both)).toBe(true)
  expect(allowed([group({ excludes: ['ana@acme.net'] }), group({ name: 'again' })], readRules)).toBe(true)
})

test('connections and channels limit a group', () => {
  const here = group({ connections: ['rudder/prod'], channels: ['C0123'] })
  expect(allowed([here], { ...readRules, channel: 'C0123' })).toBe(true)
  expect(allowed([here], { ...readRules, channel: 'C0999' })).toBe(false)
  expect(allowed([here], readRules)).toBe(false)
  expect(allowed([here], { ...readRules, connection: 'rudder/staging', channel: 'C0123' })).toBe(false)
  expect(allowed([group({ connections: ['rudder/prod'] })], { scopes: ['rudder:rules:read'] })).toBe(false)
})

test('sensitive scopes are given by their spelling alone', () => {
  const ask = { scopes: ['rudder:secrets:read'], connection: 'rudder/prod' }
  for (const pattern of ['rudder:*:read', 'rudder:*:*', 'rudder:secrets:*']) {
    const decision = policy([group({ api_scopes: [pattern] })]).decide(ana, ask)
    expect(decision).toMatchObject({ allowed: false, grants: [{ groups: [] }] })
  }
  expect(allowed([group({ api_scopes: ['rudder:secrets:read'] })], ask)).toBe(true)
})

test('a bare * and what is no scope give nothing', () => {
  expect(allowed([group({ api_scopes: ['*', '*:*:*', ''] })], readRules)).toBe(false)
  for (const scope of ['*', '', 'rudder:*:read', 'rudder:rules', '__proto__']) {
    expect(allowed([group({ api_scopes: [scope, 'rudder:*:*'] })], { ...readRules, scopes: [scope] })).toBe(false)
  }
})

test('who could grant what is missing, and where a member is only in the wrong channel', () => {
  const groups = [
    group({
      name: 'operators',
      owner: 'marc@acme.net',
      api_scopes: ['rudder:rules:write'],
      includes: ['bob@acme.net'],
    }),
    group({ name: 'elsewhere', api_scopes: ['rudder:rules:write'], connections: ['rudder/staging'] }),
    group({ name: 'in-channel', api_scopes: ['rudder:rules:write'], channels: ['C0123'] }),
  ]
  const { grants } = policy(groups).decide(ana, { scopes: ['rudder:rules:write'], connection: 'rudder/prod' })
  expect(grants).toEqual([
    {
      scope: 'rudder:rules:write',
      groups: [
        { name: 'operators', owner: 'marc@acme.net', member: false },
        { name: 'in-channel', member: true },
      ],
    },
  ])
})

test('a policy also knows humans and people', () => {
  const rules = policy([], { approvals: [{ scopes: ['rudder:*:write'], people: 2 }] })
  expect(rules.human(person('ana.admin@acme.net'))).toBe('ana@acme.net')
  expect(rules.human(root)).toBe('cli:root')
  const write = { scope: 'rudder:rules:write', connection: 'rudder/prod', reach: 1, unit, tags: { known: [] } }
  expect(rules.people(write).people).toBe(2)
})
