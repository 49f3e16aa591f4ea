import { describe, expect, test } from 'vitest'
import { UserError } from '../../src/errors.ts'
import { read } from '../../src/systems/operation.ts'
import { buildRequest } from '../../src/systems/request.ts'
import { rudder } from '../../src/systems/rudder/index.ts'
import { runs } from '../runs.ts'
import { anyText, matches } from '../systems/contract/paths.ts'

const base = 'https://rudder.example/rudder/api'
const two = read('rudder:rules:read', 'GET /rules/{ruleId}/of/{nodeId}', {})

const refused = [
  ['', 'empty'],
  ['.', 'a dot'],
  ['..', 'two dots'],
  ['/', 'a slash'],
  ['a/b', 'a slash inside'],
  ['../nodes', 'a path that climbs'],
  ['..\\nodes', 'the same with a backslash'],
  ['\\', 'a backslash'],
  ['%2e%2e', 'two dots, encoded'],
  ['%2E', 'a dot, encoded'],
  ['.%2e', 'half encoded'],
  ['%252e%252e', 'encoded twice'],
  ['a%2fb', 'a slash, encoded'],
  ['%00', 'NUL, encoded'],
  ['a?b=c', 'a query'],
  ['a#b', 'a fragment'],
  ['a\r\nX-Evil: 1', 'CR LF'],
  ['a\nb', 'LF'],
  ['a\tb', 'a tab, which a URL drops'],
  ['.\t.', 'dots with a tab, which a URL drops'],
  ['a\0b', 'NUL'],
  ['a\x7fb', 'DEL'],
  ['a\u0085b', 'NEL'],
  ['a\u2028b', 'a line separator'],
  ['a\u200bb', 'a zero-width space'],
  ['a\u202eb', 'right-to-left'],
  ['\ufeffa', 'a byte-order mark'],
  ['a\ud800b', 'half a surrogate'],
  ['a'.repeat(201), 'too long'],
] as const

describe('refused before any request', () => {
  test.for(refused)('%j: %s', ([value]) => {
    expect(() => buildRequest(base, two, { ruleId: value, nodeId: 'n' })).toThrow(UserError)
    expect(() => buildRequest(base, two, { ruleId: 'r', nodeId: value })).toThrow(UserError)
  })

  const noText: readonly unknown[] = [undefined, null, 1, true, ['a'], { a: 1 }, { toString: () => '..' }]
  test.for(noText)('%j, which is no text', (value) => {
    expect(() => buildRequest(base, two, { ruleId: value, nodeId: 'n' })).toThrow(UserError)
  })

  test('and the sentence says which parameter, without repeating what was typed', () => {
    expect(() => buildRequest(base, two, { ruleId: '../secret', nodeId: 'n' })).toThrow(/\(ruleId\)/)
    expect(() => buildRequest(base, two, { ruleId: '../secret', nodeId: 'n' })).not.toThrow(/secret/)
  })

  test('what the operation does not declare in its query or body', () => {
    const { updateRule } = rudder.operations
    expect(() => buildRequest(base, updateRule, { ruleId: 'r', body: { enabled: 'no' } })).toThrow()
    expect(() => buildRequest(base, updateRule, { ruleId: 'r', body: { enabled: false, system: true } })).toThrow()
    const { url } = buildRequest(base, updateRule, { ruleId: 'r', body: {}, query: { reason: 'a&b=c#d', other: '1' } })
    expect([...new URL(url).searchParams]).toEqual([['reason', 'a&b=c#d']])
  })
})

describe('what only looks like it stays one segment', () => {
  // Fullwidth and one-dot leaders, division and fraction slashes, fullwidth and small signs.
  const tricks = ['．．', '\u2024\u2024', '\u2025', '\u2026', '\uff0f', '\u2215', '\u2044', '\u29f8', '\uff3c', '％2e']
  const more = ['...', '.a', 'a.', '..a', ' ', '~', '@', ':', ';', 'a;b', 'a:b@c', "a'b(c)*!", 'é', '日本', '🚢', 'Å']
  test.for([...tricks, ...more])('%j', (value) => {
    matches(two, { ruleId: value, nodeId: `x${value}` })
  })
})

test('any text at all: refused, or one segment as it was given', () => anyText([two], runs(1_000, 5_000)))

test('the digest is of everything that is sent, and of nothing else', () => {
  const { updateRule } = rudder.operations
  const digest = (input: object, at = base) => buildRequest(at, updateRule, { ...input }).digest
  const plain = { ruleId: 'r', body: { enabled: false } }
  const others = [
    digest({ ...plain, ruleId: 's' }),
    digest({ ...plain, body: { enabled: true } }),
    digest({ ...plain, body: {} }),
    digest({ ...plain, query: { reason: 'x' } }),
    digest(plain, 'https://other.example/rudder/api'),
    buildRequest(base, { ...updateRule, endpoint: 'PUT /rules/{ruleId}' }, plain).digest,
  ]
  expect(new Set([digest(plain), ...others]).size).toBe(others.length + 1)
  expect(digest({ body: { enabled: false }, ruleId: 'r', query: {} })).toBe(digest(plain))
})
