import { describe, expect, test } from 'vitest'
import { mayOwn, ownerOf } from '../../src/policy/login.ts'
import type { Identity } from '../../src/policy/person.ts'
import { ana, person, root } from './setup.ts'

const identity: Identity = {
  domains: ['acme.net'],
  people: { 'ana@acme.net': ['ana.admin@acme.net', 'cli:ana'] },
  logins: { rudder: { amartin: 'Ana@acme.net', 'marc.d': 'marc@acme.net' } },
}
const login = (text: string, system = 'rudder') => ({ system, login: text })
const owner = (text: string, system?: string) => ownerOf(login(text, system), identity)
const may = (text: string, who = ana) => mayOwn(who, login(text), identity)

describe('whose login it is', () => {
  test('is what the settings say, in any spelling, as the person is counted', () => {
    expect(owner('amartin')).toBe('ana@acme.net')
    expect(owner(' AMartin ')).toBe('ana@acme.net')
    expect(owner('marc.d')).toBe('marc@acme.net')
    const alias = { ...identity, logins: { rudder: { admin: 'ana.admin@acme.net' } } }
    expect(ownerOf(login('admin'), alias)).toBe('ana@acme.net')
  })

  test('is not known for what they do not list, for another system, nor by a guess', () => {
    expect(owner('ana')).toBeUndefined()
    expect(owner('ana@acme.net')).toBeUndefined()
    expect(owner('amartin', 'redash')).toBeUndefined()
    expect(owner('')).toBeUndefined()
    expect(owner('constructor')).toBeUndefined()
    expect(owner('amartin', 'constructor')).toBeUndefined()
    expect(ownerOf(login('amartin'), { domains: [], people: {} })).toBeUndefined()
  })
})

describe('a login may be a person’s', () => {
  test.each(['amartin', 'ana', 'ANA', 'ana@acme.net', 'ana.admin', 'Ana.Admin@acme.net'])('%s may be Ana', (text) => {
    expect(may(text)).toBe(true)
  })

  test.each(['marc.d', 'an', 'anas', 'ana@other.net', '', ' ', 'cli:ana'])('%s is not Ana', (text) => {
    expect(may(text)).toBe(false)
  })

  test('by any account of the person, and never if the settings say whose it is', () => {
    expect(may('ana', person('ana.admin@acme.net'))).toBe(true)
    expect(may('ana', { ...root, id: 'cli:ana' })).toBe(true)
    expect(may('root', root)).toBe(false)
    const given = { ...identity, logins: { rudder: { ana: 'marc@acme.net' } } }
    expect(mayOwn(ana, login('ana'), given)).toBe(false)
    expect(mayOwn(person('marc@acme.net'), login('ana'), given)).toBe(true)
  })
})
