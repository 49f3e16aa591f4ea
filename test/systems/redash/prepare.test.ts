import { describe, expect, test } from 'vitest'
import { changesExposure, isDashboardExposed, isQueryExposed } from '../../../src/systems/redash/expose/exposed.ts'
import type { QuerySettings } from '../../../src/systems/redash/run/prepare.ts'
import { runToEnd } from '../../../src/systems/redash/run/run-query.ts'
import { prepareRun } from './preparing.ts'
import { scene, userToken } from './running.ts'

const here = { now: Date.UTC(2026, 10, 30, 12), zone: 'UTC' }
const all: QuerySettings = { expose: 'all', text: {} }

type Given = Parameters<typeof prepareRun>[1]['given']

const prepared = async (queryId: string, given: Given = {}, settings: QuerySettings = all, who?: 'reader') => {
  const one = await scene(() => [userToken(who)])
  const sent = () => one.asked().filter((line) => !line.includes('/session'))
  return { ...one, sent, result: prepareRun(one.api, { queryId, given }, settings, here) }
}

describe('a query is read just before it runs', () => {
  test('with its options, all of them at once: two rounds before the run', async () => {
    const { result, sent } = await prepared('12', { country: 'FR' })
    expect((await result).parameters).toEqual({ country: 'FR' })
    expect(sent()).toEqual(['GET /api/queries/12', 'GET /api/queries/12/dropdowns/9'])
  })

  test('what was prepared is what is sent, in at most four calls but for polling', async () => {
    const { api, clock, result, sent } = await prepared('22', {}, { ...all, text: { 22: { needle: '[a-z]+' } } })
    await expect(result).rejects.toThrow('A value is missing: “statuses”')
    const given = {
      statuses: ['paid'],
      channel: 'web',
      min_amount: '100',
      period: '2026-10-01--2026-11-01',
      needle: 'order',
    }
    const settings = { ...all, text: { 22: { needle: '[a-z]+' } } }
    const { query, runnable, parameters } = await prepareRun(api, { queryId: '22', given }, settings, here)
    const run = { queryId: query.id, parameters, hasText: runnable.hasText, key: 'user' as const }
    const before = sent().length - 1
    const ending = await runToEnd(api, run, { clock, maxAge: 0, keeping: { rows: 100 } })
    expect(ending.is).toBe('rows')
    const calls = sent()
      .slice(before)
      .filter((line) => !line.includes('/jobs/'))
    expect(calls.length).toBeLessThanOrEqual(4)
  })

  test.for<readonly [what: string, queryId: string, given: Given, says: RegExp]>([
    ['a placeholder without a definition', '23', { anything: 'a' }, /“anything” without a definition/],
    ['free text without a pattern', '4', { name: 'Anna' }, /“name” is free text/],
    ['options of a query that never ran', '14', { v: 'a' }, /“v” come from query 11, which has no result/],
    ['options of a query without a data source', '54', { v: 'a' }, /“v” come from query 41, which has no result/],
    ['a value that is no option', '12', { country: "FR' OR 1=1" }, /“country” must be one of “BR - São Paulo/],
  ])('%s: refused, and nothing is run', async ([, queryId, given, says]) => {
    const { result, local } = await prepared(queryId, given)
    await expect(result).rejects.toThrow(says)
    expect(local.state.jobs).toEqual([])
    expect(local.requests.filter(({ method }) => method !== 'GET')).toEqual([])
  })

  test.for(['abc', '0', '-1', '1/../2', '99999999999', ''])(
    '%j is no number of a query: nothing is asked',
    async (id) => {
      const { result, sent } = await prepared(id)
      await expect(result).rejects.toThrow('A query is named by its number')
      expect(sent()).toEqual([])
    },
  )

  test('while Redash is down, nothing is said of the options', async () => {
    const { api, local, connection } = await scene(() => [userToken('reader')])
    await connection.ready()
    let asked = 0
    // The query itself is read, and then everything fails.
    Object.assign(local.faults, { redisDown: true, only: () => ++asked > 1 })
    const result = prepareRun(api, { queryId: '12', given: { country: 'FR' } }, all, here)
    await expect(result).rejects.toMatchObject({ kind: 'unavailable' })
  })
})

describe('what is exposed', () => {
  const chosen = { tags: ['sales'], ids: [2], dashboards: [3] }
  const settings: QuerySettings = { expose: chosen, text: {} }

  test('a query with the tag, and one that is named', async () => {
    expect((await (await prepared('1', {}, settings)).result).query.name).toBe('Daily orders')
    expect((await (await prepared('2', {}, settings)).result).query.id).toBe('2')
  })

  test('of another one nothing is said but its number, and its options are not read', async () => {
    const { result, sent } = await prepared('12', { country: 'FR' }, settings)
    await expect(result).rejects.toThrow(/^The bot doesn't offer query 12\./)
    await expect(result).rejects.not.toThrow(/Customers of a country/)
    expect(sent()).toEqual(['GET /api/queries/12'])
  })

  test('without the setting: nothing', () => {
    const none = { tags: [], ids: [], dashboards: [] }
    expect(isQueryExposed({ id: '1', tags: ['sales'] }, none)).toBe(false)
    expect(isDashboardExposed({ id: '1' }, none)).toBe(false)
    expect(isQueryExposed({ id: '1', tags: [] }, 'all')).toBe(true)
    expect(isDashboardExposed({ id: '3' }, chosen)).toBe(true)
  })

  test('a change of tags that would expose or hide is known', () => {
    expect(changesExposure(['a'], ['a', 'b'], chosen)).toBe(false)
    expect(changesExposure(['a'], ['a', 'sales'], chosen)).toBe(true)
    expect(changesExposure(['sales'], [], chosen)).toBe(true)
    expect(changesExposure([], ['sales'], 'all')).toBe(false)
  })
})
