import { describe, expect, test } from 'vitest'
import type { Operation, RawInput } from '../../../src/systems/operation.ts'
import { redash } from '../../../src/systems/redash/index.ts'
import { exposedQueries } from '../../../src/systems/redash/reads/exposed-queries.ts'
import { latestOfEach } from '../../../src/systems/redash/reads/latest.ts'
import { everyPage } from '../../../src/systems/redash/reads/pages.ts'
import { callOf } from '../contract/connected.ts'
import { queryToken, scene, userToken } from './running.ts'

const none = { tags: [], ids: [], dashboards: [] }
const names = async (work: Promise<readonly { readonly name: string }[]>) => (await work).map(({ name }) => name)

describe('the queries that are offered', () => {
  test('with the key of a user: those with the tag, and those that are named, an archived one too', async () => {
    const { api } = await scene(() => [userToken('reader')])
    const found = await exposedQueries(api, { ...none, tags: ['kpi'], ids: [35, 2, 999] })
    expect(found.map(({ id }) => id).toSorted()).toEqual(
      ['2', '35', ...found.flatMap(({ id, tags }) => (tags.includes('kpi') ? [id] : []))].toSorted(),
    )
    expect(found.length).toBeGreaterThan(3)
  })

  test('with keys of queries alone: those that are named and whose key is there; nothing is listed', async () => {
    const { api, asked } = await scene((local) => [queryToken(local, 7), queryToken(local, 12)])
    expect(await names(exposedQueries(api, { ...none, ids: [7, 12, 15] }))).toEqual([
      'Orders by status',
      'Customers of a country',
    ])
    expect(asked()).toEqual(['GET /api/queries/7', 'GET /api/queries/12'])
  })

  test('with keys of queries alone, those are offered whose key is there, by `all` and by tags too', async () => {
    const { api, view } = await scene((local) => [queryToken(local, 7), queryToken(local, 12)])
    const bound = view.bound('queryId')
    expect(bound).toEqual(['7', '12'])
    expect(await names(exposedQueries(api, 'all', { bound }))).toEqual(['Orders by status', 'Customers of a country'])
    expect(await names(exposedQueries(api, { ...none, tags: ['customers'] }, { bound }))).toEqual([
      'Customers of a country',
    ])
    expect(await names(exposedQueries(api, { ...none, ids: [15] }, { bound }))).toEqual([])
  })

  test('with words: what Redash finds of them', async () => {
    const { api } = await scene(() => [userToken('reader')])
    expect(await names(exposedQueries(api, 'all', { words: 'revenue between' }))).toEqual(
      expect.arrayContaining(['Revenue between dates']),
    )
    expect(await names(exposedQueries(api, { ...none, ids: [7] }, { words: 'revenue between' }))).toEqual([])
  })

  test('nothing of a list or a result is kept that is only long: no SQL, no cell of a megabyte', async () => {
    const { api, local } = await scene(() => [userToken('reader')])
    const [query] = local.state.queries
    if (query) query.sql = `SELECT '${'x'.repeat(100_000)}'`
    expect(JSON.stringify(await exposedQueries(api, { ...none, tags: ['sales'] }))).not.toContain('xxxxxxxxxx')
    const result = local.state.results.find(({ id }) => id === query?.latest)
    Object.assign(result ?? {}, { data: { ...result?.data, rows: [['2026-11-01', 'y'.repeat(1_000_000), 1, 2, 3]] } })
    const latest = await latestOfEach(api, ['1'], 100)
    expect(JSON.stringify([...latest]).length).toBeLessThan(2_000)
    expect(latest.get('1')).toMatchObject({ count: 1 })
  })

  test('without the setting: none', async () => {
    const { api } = await scene(() => [userToken('reader')])
    expect(await exposedQueries(api, none)).toEqual([])
  })
})

describe('a list of several pages', () => {
  const many = async (count: number) => {
    const here = await scene(() => [userToken('reader')])
    const { state } = here.local
    const [first] = state.queries
    if (!first) throw new Error('no query')
    state.queries = Array.from({ length: count }, (_, n) => ({ ...first, id: n + 1, name: `Query ${n + 1}` }))
    return here
  }

  test.for([1, 249, 250, 251, 500, 501])('%i queries are read once each', async (count) => {
    const { api, asked } = await many(count)
    const all = await Array.fromAsync(everyPage((query) => api.queries({ query })))
    expect(new Set(all.map(({ id }) => id)).size).toBe(count)
    expect(all).toHaveLength(count)
    expect(asked().filter((one) => one.includes('/queries?'))).toHaveLength(Math.ceil(count / 250))
  })

  test('one that gets shorter between two pages ends', async () => {
    const { api, local } = await many(300)
    let seen = 0
    for await (const _ of everyPage((query) => api.queries({ query }))) {
      seen += 1
      if (seen === 250) local.state.queries = local.state.queries.slice(0, 100)
    }
    expect(seen).toBe(250)
  })

  test('the tags of queries and dashboards, also of those that no list has: archived ones, and drafts of others', async () => {
    const { connection, local, asked } = await many(3)
    const { queries, dashboards } = local.state
    const [first, second] = queries
    Object.assign(first ?? {}, { tags: ['finance'] })
    Object.assign(second ?? {}, { tags: ['old'], archived: true })
    Object.assign(dashboards.find(({ id }) => id === 4) ?? {}, { tags: ['ben'] })
    const read = (operation: Operation, input?: RawInput) => callOf(connection, operation, input ?? {})
    const ofQueries = await redash.tags.queries.read(read)
    expect(await ofQueries(['1'])).toEqual(['finance'])
    expect((await ofQueries(['1', '2', '3', '99999'])).toSorted()).toEqual(['daily', 'finance', 'old', 'sales'])
    const ofDashboards = await redash.tags.dashboards.read(read)
    expect((await ofDashboards(['1', '4', '99999'])).toSorted()).toEqual(['ben', 'kpi', 'sales'])
    // One request for each object, and none before it is known which they are.
    expect(asked().filter((one) => one.includes('/queries?'))).toEqual([])
  })
})

test('each object that a command is about has its page', () => {
  const named = (id: string) => ({ id, name: 'x' })
  expect(redash.pageOf({ query: named('12') })).toBe('queries/12')
  expect(redash.pageOf({ dashboard: named('3') })).toBe('dashboards/3')
  expect(redash.pageOf({ alert: named('7') })).toBe('alerts/7')
  expect(redash.pageOf({ query: named('../admin') })).toBeUndefined()
  expect(redash.pageOf({ query: 'twelve' })).toBeUndefined()
  expect(redash.pageOf({})).toBeUndefined()
})

test.for<readonly [typed: string, url: string]>([
  ['https://redash.acme.net/queries/12?p_region=EU', 'https://redash.acme.net'],
  ['https://redash.acme.net/acme/dashboards/3-sales', 'https://redash.acme.net/acme'],
  ['https://redash.acme.net/api/session', 'https://redash.acme.net'],
  ['https://redash.acme.net', 'https://redash.acme.net'],
  ['https://queries/', 'https://queries/'],
])('init takes %s for %s', ([typed, url]) => expect(redash.setup.address.tidy?.(typed)).toBe(url))
