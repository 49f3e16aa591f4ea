import fc from 'fast-check'
import { expect, test } from 'vitest'
import { scrub } from '../../src/systems/scrub.ts'
import { runs } from '../runs.ts'

const keys = [
  'api_key',
  'apiKey',
  'apikey',
  'API_KEY',
  'public_url',
  'publicUrl',
  'token',
  'Token',
  'password',
  'secret',
]

test.for(keys)('%s is taken out, beside what is kept', (key) => {
  const inner = { [key]: 'hidden', kept: { [key]: { deep: 'hidden' }, list: [{ [key]: ['hidden'] }, 1] } }
  expect(scrub([inner])).toEqual([{ kept: { list: [{}, 1] } }])
})

test('names that only contain such a word are kept', () => {
  const value = { tokens: 1, token_count: 2, passwordPolicy: 'x', secretary: 'y', is_secret: true }
  expect(scrub(value)).toEqual(value)
})

test('at any depth of any JSON: no such key is left, and everything else is as it was', () => {
  const { json } = fc.letrec<{ json: unknown }>((tie) => ({
    json: fc.oneof(
      { depthSize: 'medium' },
      fc.jsonValue({ maxDepth: 1 }),
      fc.array(tie('json'), { maxLength: 4 }),
      fc.dictionary(fc.oneof(fc.constantFrom(...keys), fc.string({ maxLength: 4 })), tie('json'), { maxKeys: 4 }),
    ),
  }))
  const names = (value: unknown): string[] =>
    Array.isArray(value)
      ? value.flatMap(names)
      : typeof value === 'object' && value !== null
        ? Object.entries(value).flatMap(([key, inner]) => [key, ...names(inner)])
        : []
  /** The same, said another way. */
  const expected = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value), function revive(this: unknown, key, inner: unknown) {
      return !Array.isArray(this) && keys.some((one) => one.toLowerCase() === key.toLowerCase()) ? undefined : inner
    })
  let found = 0
  const numRuns = runs(200, 1_000)
  fc.assert(
    fc.property(json, (drawn) => {
      const value: unknown = JSON.parse(JSON.stringify(drawn))
      const clean = scrub(value)
      if (names(value).some((name) => keys.includes(name))) found += 1
      expect(names(clean).filter((name) => keys.includes(name))).toEqual([])
      expect(JSON.stringify(clean)).toEqual(JSON.stringify(expected(value)))
    }),
    { numRuns },
  )
  expect(found).toBeGreaterThan(numRuns / 10)
})

test('a key that would become a prototype stays a key', () => {
  const value: unknown = JSON.parse('{"__proto__": {"polluted": true}, "a": {"constructor": {"token": 1}}}')
  const clean = scrub(value) as Record<string, unknown>
  expect(Object.getPrototypeOf(clean)).toBe(Object.prototype)
  expect(JSON.stringify(clean)).toBe('{"__proto__":{"polluted":true},"a":{"constructor":{}}}')
})
