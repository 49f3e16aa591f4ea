import { keys, startRedash } from 'local-redash'
import { describe, expect, onTestFinished, test } from 'vitest'
import { SystemError } from '../../../src/errors.ts'
import { sentenceOf } from '../../../src/run/explain.ts'
import type { Operation } from '../../../src/systems/operation.ts'
import { redash } from '../../../src/systems/redash/index.ts'
import { errorText } from '../../../src/systems/redash/run/error-text.ts'
import { jobEnd } from '../../../src/systems/redash/run/job-end.ts'
import { RunJob } from '../../../src/systems/redash/shapes/job.ts'
import { buildRequest } from '../../../src/systems/request.ts'
import type { RawAnswer } from '../../../src/systems/system.ts'
import { callOf, connectedTo, everythingOf } from '../contract/connected.ts'

const { operations, protocol } = redash
const base = 'https://redash.example/api'

const started = async (options: Parameters<typeof startRedash>[0] = {}, key: string = keys.admin) => {
  const local = await startRedash(options)
  onTestFinished(() => local.close())
  return { local, connection: connectedTo(redash, local.url, [everythingOf(redash, key)]) }
}

const answer = (text: string, status = 200, type = 'application/json'): RawAnswer => ({
  path: '/api/queries/1',
  status,
  headers: {},
  type,
  text,
  ended: true,
})

const errorOf = (given: RawAnswer, operation: Operation = operations.query): SystemError => {
  try {
    protocol.data('redash/test', operation, given)
  } catch (error) {
    if (error instanceof SystemError) return error
    throw error
  }
  throw new Error('no error')
}

describe('requests', () => {
  test('the key is in one header, spelled as Redash takes it, and never in the address', () => {
    expect(protocol.present('abc')).toEqual({ authorization: 'Key abc' })
  })

  test('an organization is part of the address', async () => {
    expect(protocol.base('https://redash.example/acme/', operations.query)).toBe('https://redash.example/acme/api')
    const { connection } = await started({ organization: 'acme' })
    expect(await connection.call(operations.query, { queryId: '7' })).toMatchObject({ id: '7' })
  })

  test('several tags are one key each', async () => {
    const { url } = buildRequest(base, operations.queries, { query: { tags: ['sales', 'kpi'], page: 2 } })
    expect(url).toBe('https://redash.example/api/queries?page=2&tags=sales&tags=kpi')
    const { connection } = await started()
    const found = (tags: readonly string[]) => callOf(connection, operations.queries, { query: { tags } })
    expect(((await found(['sales'])) as unknown[]).length).toBeGreaterThan(
      ((await found(['sales', 'daily'])) as unknown[]).length,
    )
  })

  test.for<readonly [what: string, operation: Operation, input: object]>([
    ['an order that Redash would ignore', operations.queries, { query: { order: 'starred_at' } }],
    ['an order that 10.1 fails at', operations.dashboards, { query: { order: 'name' } }],
    ['a page that is none', operations.queries, { query: { page: 0 } }],
    ['more than a page has', operations.queries, { query: { page_size: 251 } }],
    [
      'an age that is a word: an age is a whole number of seconds',
      operations.runQuery,
      { queryId: '7', body: { parameters: {}, max_age: 'soon' } },
    ],
    ['an age below zero', operations.runQuery, { queryId: '7', body: { parameters: {}, max_age: -5 } }],
    ['no values: a body is always an object with its values', operations.runQuery, { queryId: '7', body: {} }],
    ['values that are null', operations.runQuery, { queryId: '7', body: { parameters: null } }],
    ['values that are a list', operations.runQuery, { queryId: '7', body: { parameters: [1] } }],
    ['a field that Redash would drop', operations.updateQuery, { queryId: '7', body: { nmae: 'x' } }],
    ['the SQL of a query', operations.updateQuery, { queryId: '7', body: { query: 'SELECT 2' } }],
    ['an archive by the way', operations.updateQuery, { queryId: '7', body: { is_archived: true } }],
    ['a new query that Redash would fail at', operations.createQuery, { body: { name: 'x', data_source_id: 1 } }],
    ['a dashboard without a name', operations.createDashboard, { body: { name: '' } }],
  ])('%s is not built', ([, operation, input]) => {
    expect(() => buildRequest(base, operation, input as never)).toThrow()
  })
})

describe('answers', () => {
  test('a page of the front end with status 200 is no answer', () => {
    expect(errorOf(answer('<!doctype html>', 200, 'text/html'))).toMatchObject({ reason: 'foreign' })
    expect(errorOf(answer('<!doctype html>', 200, 'text/html'), operations.latestResultCsv)).toMatchObject({
      reason: 'foreign',
    })
  })

  test('words of somebody else prove nothing', () => {
    for (const status of [400, 403, 404, 409]) {
      expect(errorOf(answer('{"message":"no Route matched with those values"}', status)).refusal).toBeUndefined()
      expect(protocol.data('redash/test', operations.query, answer('<html>', status, 'text/html'))).toBeUndefined()
    }
  })

  test('older versions add to a sentence, and it is the same one', () => {
    const text =
      "Couldn't find resource. Please login and try again. You have requested this URI [/x] but did you mean /y ?"
    expect(errorOf(answer(JSON.stringify({ message: text }), 404))).toMatchObject({ kind: 'auth' })
  })

  test('a data source that is gone is no bad key, although Redash says 401', () => {
    const said = errorOf(answer('{"job":{"status":4,"error":"Target data source not available."}}', 401))
    expect(said).toMatchObject({ kind: 'rejected', refusal: 'definite' })
    expect(sentenceOf(said, redash)).toBe('Redash (test) refused this. It said: “Target data source not available.”.')
  })

  test('a page of nothing after the first is a 404, and one past the end a 400', async () => {
    const { connection } = await started()
    const page = (query: Readonly<Record<string, unknown>>) => callOf(connection, operations.queries, { query })
    await expect(page({ q: 'nothing-has-this', page: 2 })).rejects.toMatchObject({ kind: 'not-found' })
    await expect(page({ page: 900 })).rejects.toMatchObject({ reason: 'past-the-end' })
    expect(await page({ q: 'nothing-has-this' })).toEqual([])
  })

  test('a restricted widget shows its place and nothing else', async () => {
    const { connection } = await started({}, keys.dashboards)
    const { widgets } = (await connection.call(operations.dashboard, { dashboardId: '1' })) as { widgets: object[] }
    expect(widgets.filter((one) => 'restricted' in one && one.restricted).length).toBeGreaterThan(3)
    expect(widgets.find((one) => 'restricted' in one && one.restricted)).not.toHaveProperty('visualization')
  })

  test('a dashboard by the slug that it was created with, and by its number', async () => {
    const { connection } = await started()
    const bySlug = (dashboardSlug: string) => connection.call(operations.dashboardBySlug, { dashboardSlug })
    expect(await bySlug('same-name_1')).toMatchObject({ id: '10', slug: 'same-name' })
    await expect(bySlug('nobody')).rejects.toMatchObject({ kind: 'not-found' })
    await expect(connection.call(operations.dashboard, { dashboardId: '1-sales-overview' })).rejects.toMatchObject({
      reason: 'failed-inside',
    })
  })

  test('an option without a name, or with a number for one, is an option', async () => {
    const { connection } = await started()
    const choices = await callOf(connection, operations.dropdown, { queryId: '13', dropdownId: '10' })
    expect(choices).toContainEqual({ name: 1, value: '1' })
  })
})

describe('jobs', () => {
  const job = (more: object) =>
    jobEnd(RunJob.parse({ id: 'j', updated_at: 0, status: 4, error: '', result: null, query_result_id: null, ...more }))

  test.for<readonly [what: string, job: object, end: object]>([
    ['queued', { status: 1 }, { is: 'going on', state: 'queued' }],
    ['started', { status: 2, updated_at: '2026-11-29T18:57:30.1' }, { is: 'going on', state: 'started' }],
    ['started, and its result is there', { status: 2, query_result_id: 42 }, { is: 'finished', resultId: '42' }],
    ['finished', { status: 3, query_result_id: 42, result: 42 }, { is: 'finished', resultId: '42' }],
    ['failed without a word', {}, { is: 'given up' }],
    ['cancelled, as 26 and 10 say', { error: 'Query cancelled by user.' }, { is: 'cancelled' }],
    ['cancelled, as 8 says', { error: 'Query execution cancelled.' }, { is: 'cancelled' }],
    ['cancelled, by its number', { status: 5 }, { is: 'cancelled' }],
    ['the time limit of Redash', { error: 'Query exceeded Redash query execution time limit.' }, { is: 'too long' }],
    ['waiting for another', { status: 6 }, { is: 'going on', state: 'queued' }],
    [
      'in words, as the image of May 2024',
      { status: 'finished', query_result_id: undefined, result_id: 7 },
      { is: 'finished', resultId: '7' },
    ],
    [
      'a column of the words',
      { error: 'column "Query cancelled by user." does not exist' },
      { is: 'failed', says: 'column "Query cancelled by user." does not exist' },
    ],
  ])('%s', ([, given, end]) => expect(job(given)).toEqual(end))

  test('a state that nobody knows is no job', () => expect(() => job({ status: 9 })).toThrow())

  test.for<readonly [said: string, shown: string]>([
    [
      'relation "no_such_table" does not exist\nLINE 1: ...9dbad54d1c4fc2, Scheduled: False */ SELECT * FROM no_such_ta...\n                 ^\n',
      'relation "no_such_table" does not exist\nLINE 1: SELECT * FROM no_such_ta...',
    ],
    [
      'near "x": syntax error in /* Username: bot@acme.net, query_id: 1, Queue: queries, Job ID: j, Query Hash: h, Scheduled: False */ SELECT x',
      'near "x": syntax error in SELECT x',
    ],
    ["You have an error near '/* Username: bot@acme.net, query_id: 1, Qu", "You have an error near '"],
    ['division by zero\n', 'division by zero'],
    ['LINE 1: SELECT 1 /* mine */ FROM', 'LINE 1: SELECT 1 /* mine */ FROM'],
    ['x'.repeat(600), `${'x'.repeat(499)}…`],
  ])('%j is shown as %j', ([said, shown]) => expect(errorText(said)).toBe(shown))
})
