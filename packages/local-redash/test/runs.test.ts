import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type LocalRedash, seeded, startRedash } from '../src/index.ts'
import { ask, poll, start } from './ask-redash.ts'

let now = Date.parse('2026-11-29T12:00:00Z')
let redash: LocalRedash
beforeAll(async () => {
  redash = await startRedash({ now: () => now })
})
afterAll(() => redash.close())

/** The rows of a query with these values; the text of the error if it fails. */
const rowsOf = async (query: number, parameters: object = {}): Promise<unknown> => {
  const job = await start(redash, query, parameters)
  now += 30_000
  const { error, query_result_id: id } = await poll(redash, job)
  if (error !== '') return error
  return (await ask(redash, 'GET', `/api/query_results/${id}`)).json.query_result.data.rows
}

test('every query of the seed runs with its defaults, or fails in the way that it is there for', async () => {
  const failing = new Map([
    [26, 'relation "no_such_table" does not exist'],
    [27, 'division by zero'],
    [29, 'Query completed but it returned no data.'],
    [42, 'Connection refused'],
  ])
  for (const { id, source, options } of redash.state.queries) {
    const sendable = (options.parameters ?? []).every(({ value }) => !String(value).startsWith('d_'))
    if ([14, 23, 40, 41, 54, 61].includes(id) || source === null || !sendable) continue
    const values = Object.fromEntries((options.parameters ?? []).map(({ name, value }) => [name, value]))
    const rows = await rowsOf(id, values)
    const failure = failing.get(id)
    if (failure) expect(rows).toContain(failure)
    else expect(rows, `query ${id}`).toBeInstanceOf(Array)
  }
})

describe('a parameter has an effect', () => {
  test.for([
    [7, { status: 'returned' }, { status: 'new' }],
    [6, { min_amount: 1 }, { min_amount: 999 }],
    [8, { statuses: ['paid'] }, { statuses: ['paid', 'new'] }],
    [12, { country: 'FR' }, { country: 'DE' }],
    [15, { day: '2026-11-20' }, { day: '2026-11-21' }],
    [
      18,
      { period: { start: '2026-11-01', end: '2026-11-02' } },
      { period: { start: '2026-11-01', end: '2026-11-09' } },
    ],
  ] as const)('on query %i', async ([query, one, other]) => {
    expect(await rowsOf(query, one)).not.toEqual(await rowsOf(query, other))
  })

  test('and goes into the SQL as it is', async () => {
    expect(await rowsOf(23, { anything: "x'||current_user||'" })).toEqual([{ echoed: 'xdemo_ro' }])
    expect(await rowsOf(4, { name: "O'Neill" })).toContain('syntax error at or near "Neill"')
    expect(await rowsOf(4, { name: "O''Neill" })).toHaveLength(6)
  })
})

test('a query that is changed has its new name, SQL and tags', async () => {
  const body = { name: 'Renamed', query: "SELECT 'b' AS b", tags: ['x', ''], version: 1 }
  const { json } = await ask(redash, 'POST', '/api/queries/53', { body })
  expect(json).toMatchObject({ name: 'Renamed', query: "SELECT 'b' AS b", tags: ['x'], version: 1 })
  expect(await rowsOf(53)).toEqual([{ b: 'b' }])
})

test('a table of a test is read with SELECT *, and integers keep their digits', async () => {
  redash.state.tables.mine = { columns: [{ name: 'n', type: 'integer' }], rows: [[9_007_199_254_740_993n]] }
  const made = { name: 'Mine', query: 'SELECT * FROM mine', data_source_id: 1 }
  const { json } = await ask(redash, 'POST', '/api/queries', { as: 'default', body: made })
  const job = await start(redash, json.id)
  now += 1000
  const { query_result_id: id } = await poll(redash, job)
  expect((await ask(redash, 'GET', `/api/query_results/${id}`)).text).toContain('"rows":[{"n":9007199254740993}]')
})

test('60,000 rows, 200 columns, names of an enemy and cells of a megabyte come whole', async () => {
  expect(await rowsOf(30)).toHaveLength(60_000)
  expect(
    Object.keys((await ask(redash, 'GET', '/api/queries/31/results.json')).json.query_result.data.rows[0]),
  ).toHaveLength(200)
  expect((await rowsOf(70)) as object[]).toMatchObject([{ '<!channel>': '<!here>' }])
  expect(JSON.stringify(await rowsOf(71)).length).toBeGreaterThan(2_000_000)
})

test('10.1 finds a result by SQL in small letters, so values that differ only in that share one', async () => {
  const old = await startRedash({ version: '10.1.0', now: () => now })
  const post = (name: string) => ask(old, 'POST', '/api/queries/4/results', { body: { parameters: { name } } })
  expect((await post('anna')).json.query_result.query).toContain('%Anna%')
  await old.close()
})

test('it starts with other data, where an organization is in the path', async () => {
  const empty = await startRedash({
    organization: 'acme',
    now: () => now,
    data: (at, version) => ({ ...seeded(at, version), queries: [] }),
  })
  expect((await ask(empty, 'GET', '/api/queries')).json.count).toBe(0)
  expect((await fetch(`${new URL(empty.url).origin}/api/session?api_key=${empty.keys.admin}`)).status).toBe(404)
  await empty.close()
})
