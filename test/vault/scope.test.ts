import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { covers, isScope, isScopePattern } from '../../src/vault/scope.ts'
import { runs } from '../runs.ts'

const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/)
const action = fc.constantFrom('read', 'run', 'write', 'approve')
const scope = fc.tuple(word, word, action).map((parts) => parts.join(':'))
const star = <T>(part: fc.Arbitrary<T>) => fc.oneof(part, fc.constant('*'))
const pattern = fc.tuple(word, star(word), star(action)).map((parts) => parts.join(':'))
const noise = fc.oneof(
  fc.string({ unit: fc.constantFrom('*', ':', 'a', 'r', 'e', 'd', ' ', '-', '\n', 'A', 'é') }),
  fc.string({ unit: 'binary' }),
)

describe('grammar', () => {
  test.for(['rudder:rules:read', 'rudder:change-requests:approve', 'lens:a1:run'])('%s is a scope', (text) => {
    expect([isScope(text), isScopePattern(text)]).toEqual([true, true])
  })

  test.for(['rudder:*:read', 'rudder:rules:*', 'rudder:*:*'])('%s is a pattern, and no scope', (text) => {
    expect([isScope(text), isScopePattern(text)]).toEqual([false, true])
  })

  test.for([
    '',
    '*',
    '**',
    '*:rules:read',
    '*:*:*',
    'rudder',
    'rudder:rules',
    'rudder:rules:',
    ':rules:read',
    'rudder::read',
    'rudder:rules:read:more',
    'rudder:rules:look',
    'rudder:rules:READ',
    'Rudder:rules:read',
    'rudder:rul*:read',
    'rudder:rules:read ',
    ' rudder:rules:read',
    'rudder:rules:read\n',
    'rudder\n:rules:read',
    'rudder:rules\n:read',
    'rüdder:rules:read',
    'rudder:1:read',
    'rudder:rules:constructor',
  ])('%j is neither', (text) => {
    expect([isScope(text), isScopePattern(text)]).toEqual([false, false])
  })

  test('every scope is a pattern, and what is neither covers nothing', () => {
    fc.assert(
      fc.property(scope, noise, (one, text) => {
        expect(isScope(one) && isScopePattern(one)).toBe(true)
        if (isScope(text)) expect(isScopePattern(text)).toBe(true)
        if (!isScopePattern(text)) expect(covers(text, one)).toBe(text === one)
      }),
      { numRuns: runs(400, 2_000) },
    )
  })
})

describe('covers', () => {
  test('is what the parts say, one by one', () => {
    fc.assert(
      fc.property(pattern, scope, (wide, one) => {
        const [a, b] = [wide.split(':'), one.split(':')]
        expect(covers(wide, one)).toBe(a.every((part, i) => part === '*' || part === b[i]))
      }),
      { numRuns: runs(400, 2_000) },
    )
  })

  test('a pattern made from a scope covers it, and nothing of another system', () => {
    fc.assert(
      fc.property(scope, word, fc.boolean(), fc.boolean(), (one, other, resource, act) => {
        const [system = '', middle = '', last = ''] = one.split(':')
        const wide = [system, resource ? '*' : middle, act ? '*' : last].join(':')
        expect(covers(wide, one)).toBe(true)
        expect(covers(one, one)).toBe(true)
        if (other !== system) expect(covers(wide, [other, middle, last].join(':'))).toBe(false)
      }),
      { numRuns: runs(400, 2_000) },
    )
  })

  test('a sensitive scope is covered by itself alone', () => {
    fc.assert(
      fc.property(scope, fc.boolean(), (one, both) => {
        const [system = '', middle = ''] = one.split(':')
        const wide = [system, both ? '*' : middle, '*'].join(':')
        expect(covers(wide, one)).toBe(true)
        expect(covers(wide, one, new Set([one]))).toBe(false)
        expect(covers(one, one, new Set([one]))).toBe(true)
        expect(covers(wide, one, new Set([`${one}x`]))).toBe(true)
      }),
      { numRuns: runs(200, 1_000) },
    )
  })

  test('read does not give write, run or approve, nor one resource another', () => {
    expect(covers('rudder:*:read', 'rudder:rules:write')).toBe(false)
    expect(covers('rudder:*:read', 'rudder:rules:run')).toBe(false)
    expect(covers('rudder:*:write', 'rudder:requests:approve')).toBe(false)
    expect(covers('rudder:rules:*', 'rudder:groups:read')).toBe(false)
    expect(covers('*', 'rudder:rules:read')).toBe(false)
    expect(covers('*:*:*', 'rudder:rules:read')).toBe(false)
  })
})
