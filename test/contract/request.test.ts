import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { UserError } from '../../src/errors.ts'
import { type Operation, read } from '../../src/systems/operation.ts'
import { buildRequest } from '../../src/systems/request.ts'
import { rudder } from '../../src/systems/rudder/index.ts'
import { runs } from '../runs.ts'
import { operationsOf } from './connected.ts'

const base = 'https://rudder.example/rudder/api'
const two = read('rudder:rules:read', 'GET /rules/{ruleId}/of/{nodeId}', {})

/** The segments of a template, filled with what was given. */
const filled = (endpoint: string, input: Readonly<Record<string, string>>) =>
  (endpoint.split(' ')[1] ?? '')
    .split('/')
    .slice(1)
    .map((part) => (part.startsWith('{') ? (input[part.slice(1, -1)] ?? '') : part))

/** Throws unless the address is the template's, segment by segment, with these very values in it. */
const matches = (operation: Operation, input: Readonly<Record<string, string>>) => {
  const url = new URL(buildRequest(base, operation, input).url)
  expect([url.origin, url.hash, url.username]).toEqual(['https://rudder.example', '', ''])
  const segments = url.pathname.split('/').slice(1)
  expect(segments.slice(0, 2)).toEqual(['rudder', 'api'])
  expect(segments.slice(2).map(decodeURIComponent)).toEqual(filled(operation.endpoint, input))
  // However often somebody on the way decodes it, no separator and no climbing comes out.
  for (let text = url.pathname, i = 0; i < 3; i += 1) {
    expect(text.split('/')).toHaveLength(segments.length + 1)
    expect(text.split('/').some((part) => part === '.' || part === '..')).toBe(false)
    expect(text).not.toMatch(/[\\?#\r\n\0]/)
    text = decodeURIComponent(text)
  }
}

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

describe('any text at all: refused, or one segment as it was given', () => {
  const nasty = fc.constantFrom(
    ...[
      '.',
      '..',
      '/',
      '\\',
      '%',
      '%2e',
      '%2f',
      '%5c',
      '%25',
      '?',
      '#',
      '\r',
      '\n',
      '\0',
      '\t',
      '&',
      '=',
      ';',
      '@',
      ':',
    ],
    ...[
      '．',
      '\u2024',
      '\uff0f',
      '\u2215',
      '\ufeff',
      '\u202e',
      '\ud83d',
      '\udea2',
      'a',
      'B',
      '7',
      ' ',
      '+',
      '-',
      'é',
      '🚢',
    ],
  )
  const text = fc.oneof(
    fc.array(nasty, { maxLength: 8 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.string({ unit: 'grapheme', maxLength: 20 }),
  )
  const withPath = Object.values(operationsOf(rudder))
    .filter(({ endpoint }) => endpoint.includes('{'))
    .map((operation): Operation => ({ ...operation, shape: {} }))
  const namesIn = ({ endpoint }: Operation) => [...endpoint.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name ?? '')

  test('of every operation with a path parameter', () => {
    expect(withPath.length).toBeGreaterThan(3)
    const counts = { refused: 0, built: 0 }
    const numRuns = runs(1_000, 5_000)
    fc.assert(
      fc.property(fc.constantFrom(two, ...withPath), text, text, (operation, one, other) => {
        const input = Object.fromEntries(namesIn(operation).map((name, i) => [name, i === 0 ? one : other]))
        try {
          buildRequest(base, operation, input)
        } catch (error) {
          expect(error).toBeInstanceOf(UserError)
          counts.refused += 1
          return
        }
        matches(operation, input)
        counts.built += 1
      }),
      { numRuns },
    )
    console.log(`${counts.built} built, ${counts.refused} refused`)
    expect(Math.min(counts.built, counts.refused)).toBeGreaterThan(numRuns / 10)
  })
})

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
