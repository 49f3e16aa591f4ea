import { expect, test } from 'vitest'
import { isMember } from '../../src/policy/group.ts'
import { ana, group, identity, person, root } from './setup.ts'

const member = (more: Parameters<typeof group>[0], who = ana) => isMember(group(more), who, identity)

test('by e-mail, id, human or everybody', () => {
  expect(member({ includes: ['ANA@acme.net'] })).toBe(true)
  expect(member({ includes: ['slack:T1/U1'] })).toBe(true)
  expect(member({ includes: ['ana@acme.net'] }, person('ana.admin@acme.net'))).toBe(true)
  expect(member({ includes: ['ana@acme.net'] }, person(undefined, 'cli:ana'))).toBe(true)
  expect(member({ includes: '*' })).toBe(true)
  expect(member({ includes: [] })).toBe(false)
})

test('an account of its own is only that account', () => {
  expect(member({ includes: ['ana.admin@acme.net'] }, ana)).toBe(false)
  expect(member({ includes: ['ana.admin@acme.net'] }, person('ana.admin@acme.net'))).toBe(true)
})

test('the terminal is named or refused', () => {
  expect(member({ includes: '*' }, root)).toBe(false)
  expect(member({ includes: '*' }, person(undefined, 'cli:mail@acme.net'))).toBe(false)
  expect(member({ includes: ['cli:root'] }, root)).toBe(true)
  expect(member({ includes: ['cli:Root'] }, root)).toBe(false)
  expect(member({ includes: '*' }, person(undefined, 'cli:ana'))).toBe(true)
})

test('an e-mail of another domain is in no group but by its exact id', () => {
  const stranger = person('ana@evil.net', 'slack:T1/U6')
  expect(member({ includes: '*' }, stranger)).toBe(false)
  expect(member({ includes: ['ana@evil.net'] }, stranger)).toBe(false)
  expect(member({ includes: ['slack:T1/U6'] }, stranger)).toBe(true)
  const aliased = { domains: ['acme.net'], people: { 'ana@acme.net': ['ana@evil.net'] } }
  expect(isMember(group({ includes: ['ana@acme.net'] }), stranger, aliased)).toBe(false)
})

test('a look-alike borrows nothing', () => {
  for (const email of ['\uFF41na@acme.net', 'ana@\uFF41cme.net', 'ana\u200B@acme.net', '\u0430na@acme.net']) {
    expect(member({ includes: ['ana@acme.net'] }, person(email, 'slack:T1/U6'))).toBe(false)
    expect(member({ includes: '*' }, person(email, 'slack:T1/U6'))).toBe(false)
  }
})

test.each([
  [['ana@acme.net'], ana],
  [['Ana@Acme.net'], ana],
  [['slack:T1/U1'], ana],
  [['ana@acme.net'], person('ana.admin@acme.net')],
  [['ana.admin@acme.net'], ana],
  [['cli:ana'], ana],
  [['ana@acme.net'], person(undefined, 'cli:ana')],
])('excludes %j keep out every account of the person', (excludes, who) => {
  expect(member({ includes: '*', excludes }, who)).toBe(false)
})

test.each([
  ['ana@acme.net', 'ana+2@acme.net'],
  ['ana+2@acme.net', 'ana@acme.net'],
  ['ana+2@acme.net', 'ana+3@acme.net'],
  ['ana+2@acme.net', 'ana.admin@acme.net'],
])('excludes of %j keep out %j, which is the same mailbox', (excluded, email) => {
  const everybody = group({ includes: '*', excludes: [excluded] })
  expect(isMember(everybody, person(email), identity)).toBe(false)
  const differ = { ...identity, plusAddressesDiffer: ['acme.net'], people: {} }
  expect(isMember(everybody, person(email), differ)).toBe(true)
})

test('an address with a plus is given nothing that its mailbox has', () => {
  const plus = person('ana+2@acme.net', 'slack:T1/U6')
  expect(member({ includes: ['ana@acme.net'] }, plus)).toBe(false)
  expect(member({ includes: ['ana@acme.net'] }, person('ana.admin+2@acme.net', 'slack:T1/U6'))).toBe(false)
  expect(member({ includes: ['ana+2@acme.net'] }, plus)).toBe(true)
  expect(member({ includes: ['ana+2@acme.net'] }, ana)).toBe(false)
  expect(member({ includes: '*' }, plus)).toBe(true)
})

test('excludes keep out nobody else', () => {
  expect(member({ includes: ['cli:root'], excludes: ['cli:bob', 'bob@acme.net'] }, root)).toBe(true)
  const odd = person(undefined, 'cli:Bob@AD.local')
  expect(member({ includes: ['cli:Bob@AD.local'] }, odd)).toBe(true)
  expect(member({ includes: ['cli:Bob@AD.local'], excludes: ['cli:Bob@AD.local'] }, odd)).toBe(false)
})
