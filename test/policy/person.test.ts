import { expect, test } from 'vitest'
import { humanOf, listedAs, trustedEmail } from '../../src/policy/person.ts'
import { identity, person } from './setup.ts'

test.each([
  [person('ana@acme.net'), 'ana@acme.net'],
  [person(' Ana@ACME.net '), 'ana@acme.net'],
  [person('ana.admin@acme.net'), 'ana@acme.net'],
  [person('ANA.Admin@acme.net'), 'ana@acme.net'],
  [person(undefined, 'cli:ana'), 'ana@acme.net'],
  [person(undefined, 'cli:root'), 'cli:root'],
  [person('', 'cli:root'), 'cli:root'],
  [person('no e-mail', 'slack:T1/U9'), 'slack:T1/U9'],
  [person('\uFF41na@acme.net'), 'ana@acme.net'],
  [person('bob@evil.net'), 'bob@evil.net'],
])('%j is %s', (account, human) => {
  expect(humanOf(account, identity)).toBe(human)
})

test.each([
  ['ana@acme.net', 'ana@acme.net'],
  ['Ana@Acme.NET', 'ana@acme.net'],
  ['ana@evil.net', undefined],
  ['ana@acme.net.evil.net', undefined],
  ['ana@sub.acme.net', undefined],
  ['ana@evil.net@acme.net', undefined],
  ['ana@acme.net@evil.net', undefined],
  ['\uFF41na@acme.net', undefined],
  ['mar\u212A@acme.net', undefined],
  ['ana@acme.net\u200B', undefined],
  [' ana@acme.net', undefined],
  ['ana', undefined],
  [undefined, undefined],
])('rights hang on %j as %j', (email, trusted) => {
  expect(trustedEmail(person(email), identity)).toBe(trusted)
})

test('no domains, no trust', () => {
  expect(trustedEmail(person('ana@acme.net'), { domains: [], people: {} })).toBeUndefined()
})

const shared = { ...identity, domains: ['acme.net', 'shared.net'], plusAddressesDiffer: ['shared.net'] }
const plussed = {
  ...shared,
  people: {
    'bob+work@acme.net': ['cli:bob'],
    'eve@acme.net': ['e.ve+x@acme.net', 'ana+2@acme.net'],
    'ana@acme.net': ['cli:ana'],
  },
}

test.each([
  ['ana+2@acme.net', 'ana@acme.net'],
  ['Ana+2+3@ACME.net', 'ana@acme.net'],
  ['ana\uFF0B2@acme.net', 'ana@acme.net'],
  ['ana+@acme.net', 'ana@acme.net'],
  ['ana.admin+2@acme.net', 'ana@acme.net'],
  ['+ana@acme.net', '+ana@acme.net'],
  ['ana+2@shared.net', 'ana+2@shared.net'],
  ['ana+2@evil.net', 'ana+2@evil.net'],
  ['ana@acme.net+2', 'ana@acme.net+2'],
])('what follows a plus is not another person: %j counts as %j', (email, human) => {
  expect(humanOf(person(email), shared)).toBe(human)
})

test('the accounts that the settings list count without it too, on both sides', () => {
  const human = (email: string | undefined, id?: string) => humanOf(person(email, id), plussed)
  expect(human(undefined, 'cli:bob')).toBe('bob@acme.net')
  expect(human('bob@acme.net')).toBe('bob@acme.net')
  expect(human('e.ve@acme.net')).toBe('eve@acme.net')
  expect(human('e.ve+y@acme.net')).toBe('eve@acme.net')
  expect(human('ana@acme.net')).toBe('eve@acme.net')
  expect(human(undefined, 'cli:ana')).toBe('eve@acme.net')
})

test('rights are given to the address as it is', () => {
  expect(listedAs(person('ana+2@acme.net'), identity)).toBe('ana+2@acme.net')
  expect(listedAs(person('ana.admin+2@acme.net'), identity)).toBe('ana.admin+2@acme.net')
  expect(listedAs(person('ana.admin@acme.net'), identity)).toBe('ana@acme.net')
  expect(listedAs(person(undefined, 'cli:bob'), plussed)).toBe('bob+work@acme.net')
})
