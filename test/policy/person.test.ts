import { expect, test } from 'vitest'
import { humanOf, trustedEmail } from '../../src/policy/person.ts'
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
