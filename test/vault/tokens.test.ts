import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { covers } from '../../src/vault/scope.ts'
import { Secret } from '../../src/vault/secret.ts'
import { type Token, tokenSource } from '../../src/vault/tokens.ts'
import { runs } from '../runs.ts'

// One scope for each operation of the system: repeats count.
const scopes = [
  'redash:queries:read',
  'redash:queries:read',
  'redash:queries:read',
  'redash:queries:run',
  'redash:dashboards:read',
]
const token = (name: string, of: readonly string[], only?: Token['only']): Token => ({
  name,
  secret: new Secret(() => `value-of-${name}`),
  scopes: of,
  ...(only && { only }),
})
const pick = async (tokens: readonly Token[], scope: string, path: Readonly<Record<string, string>> = {}) =>
  (await tokenSource(tokens, scopes).lease({ scope, endpoint: 'GET /x', path }))?.token

const wide = token('wide', ['redash:*:*'])
const reader = token('reader', ['redash:*:read'])
const queries = token('queries', ['redash:queries:read'])
const runner = token('runner', ['redash:queries:run'])

describe('the narrowest token', () => {
  test('is the one with the fewest operations, not with the fewest lines or the first', async () => {
    expect(await pick([wide, reader, queries, runner], 'redash:queries:read')).toBe('queries')
    expect(await pick([wide, reader], 'redash:queries:read')).toBe('reader')
    const two = token('two', ['redash:dashboards:read', 'redash:queries:run'])
    expect(await pick([wide, two], 'redash:queries:run')).toBe('two')
    expect(
      await pick([queries, token('both', ['redash:dashboards:read', 'redash:queries:run'])], 'redash:dashboards:read'),
    ).toBe('both')
  })

  test('is one bound by `only` before all others, where the values are these', async () => {
    const bound = token('bound', ['redash:*:*'], { queryId: ['7', '8'] })
    expect(await pick([queries, bound], 'redash:queries:read', { queryId: '7' })).toBe('bound')
    expect(await pick([queries, bound], 'redash:queries:read', { queryId: '77' })).toBe('queries')
    expect(await pick([queries, bound], 'redash:queries:read', {})).toBe('queries')
    expect(await pick([bound], 'redash:queries:read', { queryId: '9' })).toBeUndefined()
    expect(await pick([bound], 'redash:dashboards:read', { dashboardId: '7' })).toBeUndefined()
  })

  test('with two parameters in `only`, both must match', async () => {
    const both = token('both', ['redash:queries:read'], { queryId: ['7'], resultId: ['1'] })
    expect(await pick([both], 'redash:queries:read', { queryId: '7', resultId: '1' })).toBe('both')
    expect(await pick([both], 'redash:queries:read', { queryId: '7', resultId: '2' })).toBeUndefined()
    expect(await pick([both], 'redash:queries:read', { queryId: '7' })).toBeUndefined()
  })

  test('of equals is the first in the file', async () => {
    const same = token('same', ['redash:queries:read'])
    expect(await pick([queries, same], 'redash:queries:read')).toBe('queries')
    expect(await pick([same, queries], 'redash:queries:read')).toBe('same')
  })

  test('is none where none serves: no wider one, no other action', async () => {
    expect(await pick([], 'redash:queries:read')).toBeUndefined()
    expect(await pick([queries, runner], 'redash:dashboards:read')).toBeUndefined()
    expect(await pick([reader], 'redash:queries:run')).toBeUndefined()
    expect(await pick([token('bare', ['*'])], 'redash:queries:read')).toBeUndefined()
    expect(await pick([token('none', [])], 'redash:queries:read')).toBeUndefined()
  })

  test('whatever the settings say: it serves, and nothing that serves is narrower', async () => {
    const pattern = fc.constantFrom('redash:*:*', 'redash:*:read', ...scopes)
    const only = fc.option(fc.record({ queryId: fc.subarray(['7', '8', '9']) }), { nil: undefined })
    const made = fc.array(fc.tuple(fc.uniqueArray(pattern), only), { maxLength: 6 })
    const width = ({ scopes: of }: Token) => scopes.filter((one) => of.some((wider) => covers(wider, one))).length
    await fc.assert(
      fc.asyncProperty(made, fc.constantFrom(...scopes), fc.constantFrom('7', '0'), async (all, scope, queryId) => {
        const tokens = all.map(([of, bound], i) => token(`t${i}`, of, bound))
        const serving = tokens.filter(
          (one) =>
            one.scopes.some((wider) => covers(wider, scope)) && (!one.only || one.only.queryId?.includes(queryId)),
        )
        const name = await pick(tokens, scope, { queryId })
        const chosen = serving.find((one) => one.name === name)
        expect(name === undefined).toBe(serving.length === 0)
        if (name === undefined) return
        expect(chosen).toBeDefined()
        for (const other of serving) {
          if (chosen?.only && !other.only) continue
          expect(other.only && !chosen?.only).toBeFalsy()
          expect(width(other)).toBeGreaterThanOrEqual(chosen ? width(chosen) : 0)
        }
      }),
      { numRuns: runs(200, 1_000) },
    )
  })
})

test('a lease is for the operation that was asked for, in the name of the bot', async () => {
  const lease = await tokenSource([queries], scopes).lease({
    scope: 'redash:queries:read',
    endpoint: 'GET /queries/{queryId}',
    path: { queryId: '7' },
  })
  expect(lease).toMatchObject({
    token: 'queries',
    identity: 'bot',
    scope: 'redash:queries:read',
    endpoint: 'GET /queries/{queryId}',
  })
  expect(lease?.secret?.reveal()).toBe('value-of-queries')
  expect(JSON.stringify(lease)).not.toContain('value-of-queries')
})
