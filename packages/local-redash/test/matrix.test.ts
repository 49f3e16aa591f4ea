import { afterAll, describe, expect, test } from 'vitest'
import { keys, type LocalRedash, startRedash, versions } from '../src/index.ts'
import { dashboardToken, queryKey } from '../src/keys.ts'
import { matrixOf } from './captures.ts'

interface Asked {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: string
  readonly body?: unknown
  /** The query whose key `qkey` is. */
  readonly query?: number
}

const get = (path: string, query = 7): Asked => ({ method: 'GET', path, query })
const run = (query: number, body: object = { parameters: {} }): Asked => ({
  method: 'POST',
  path: `queries/${query}/results`,
  body,
  query,
})
const paid = { parameters: { status: 'paid' } }

const resultWith = ({ state }: LocalRedash, within: string) => state.results.find(({ sql }) => sql.includes(within))?.id
const job = ({ state }: LocalRedash) => state.jobs.at(-1)?.id
const other = "status = 'new'"

/** What each row of an operation of ours asks. */
const rows: Readonly<Record<string, (redash: LocalRedash) => Asked>> = {
  'GET /api/session': () => get('session'),
  'GET /api/queries': () => get('queries'),
  'GET /api/queries/tags': () => get('queries/tags'),
  'GET query (Q)': () => get('queries/7'),
  'GET query with a text parameter': () => get('queries/4', 4),
  'GET archived query': () => get('queries/35', 35),
  'GET query, source without groups': () => get('queries/39', 39),
  'GET query, source deleted': () => get('queries/41', 41),
  'POST query (create)': () => ({
    method: 'POST',
    path: 'queries',
    body: { name: 'N', query: 'SELECT 1', data_source_id: 1 },
  }),
  'POST query (edit one of admin)': () => ({ method: 'POST', path: 'queries/53', body: { name: 'N' }, query: 53 }),
  'DELETE query of admin': () => ({ method: 'DELETE', path: 'queries/52', query: 52 }),
  'POST results Q, cached': () => run(7, paid),
  'POST results Q, max_age 0': () => run(7, { ...paid, max_age: 0 }),
  'POST results, text parameter': () => run(4, { parameters: { name: 'Anna' } }),
  'POST results, undefined parameter': () => run(23, { parameters: { anything: 'a' } }),
  'POST results, source without groups': () => run(39),
  'POST results, archived query': () => run(35),
  'POST /api/query_results (ad hoc)': () => ({
    method: 'POST',
    path: 'query_results',
    body: { query: 'SELECT 42 AS answer', data_source_id: 1 },
  }),
  'GET results.json Q (latest = defaults)': () => get('queries/7/results.json'),
  'GET results.csv Q': () => get('queries/7/results.csv'),
  'GET results.json, text parameter': () => get('queries/4/results.json', 4),
  'GET results.json, source without groups': () => get('queries/39/results.json', 39),
  'GET results/<rid>.json of the defaults': (redash) =>
    get(`queries/7/results/${resultWith(redash, "status = 'paid'")}.json`),
  'GET results/<rid>.json of other values': (redash) => get(`queries/7/results/${resultWith(redash, other)}.json`),
  'GET /api/query_results/<rid>': (redash) => get(`query_results/${resultWith(redash, other)}`),
  'GET /api/query_results/<rid>.csv': (redash) => get(`query_results/${resultWith(redash, other)}.csv`),
  'GET /api/jobs/<job>': (redash) => get(`jobs/${job(redash)}`),
  'GET /api/queries/Q/jobs/<job>': (redash) => get(`queries/7/jobs/${job(redash)}`),
  'DELETE /api/queries/Q/jobs/<job>': (redash) => ({
    method: 'DELETE',
    path: `queries/7/jobs/${job(redash)}`,
    query: 7,
  }),
  'DELETE /api/jobs/<job>': (redash) => ({ method: 'DELETE', path: `jobs/${job(redash)}`, query: 7 }),
  'GET Q/dropdowns/<own parameter>': () => get('queries/12/dropdowns/9', 12),
  'GET Q/dropdowns/<any query of the source>': () => get('queries/12/dropdowns/2', 12),
  'GET <source>/dropdown': () => get('queries/9/dropdown', 9),
  'GET /api/dashboards': () => get('dashboards'),
  'GET dashboard': () => get('dashboards/1'),
  'GET draft of somebody else': () => get('dashboards/3'),
  'GET archived dashboard': () => get('dashboards/5'),
  'GET public/<token>': () => get(`dashboards/public/${dashboardToken(2)}`),
  'POST dashboard (create)': () => ({ method: 'POST', path: 'dashboards', body: { name: 'N' } }),
  'POST dashboard (edit one of admin)': () => ({ method: 'POST', path: 'dashboards/11', body: { name: 'N' } }),
  'DELETE dashboard of admin': () => ({ method: 'DELETE', path: 'dashboards/11' }),
  'POST share (dashboard of admin)': () => ({ method: 'POST', path: 'dashboards/2/share' }),
  'GET /api/alerts': () => get('alerts'),
  'GET alert': () => get('alerts/1'),
  'GET /api/data_sources': () => get('data_sources'),
}

const keyFor = (who: string, { query = 7 }: Asked): string | undefined => {
  if (who === 'none') return undefined
  if (who === 'qkey' || who === 'qother') return queryKey(who === 'qkey' ? query : 2)
  if (who === 'token') return dashboardToken(2)
  return { ...keys, dashonly: keys.dashboards }[who]
}

const refusal = "Couldn't find resource."

/** An answer as the table writes it: without counts, which are those of the data. */
function cellOf(status: number, type: string, text: string): string {
  if (!type.includes('json')) return status === 200 ? '200' : `${status} html`
  const json = JSON.parse(text) as { message?: string; job?: object; query_result?: { id?: number } } | null
  if (json === null) return `${status} null`
  if (json.message?.startsWith(refusal)) return `${status} key`
  if (json.job) return `${status} job`
  return json.query_result ? `${status} ${json.query_result.id === undefined ? 'data' : 'full'}` : `${status}`
}

/** The counts left out; jobs are polled as plain 200. */
const plain = (cell: string, label: string): string => {
  const short = cell.replace(/ (n=\d+|\[\d+\])$/, '')
  return /^GET .*jobs\//.test(label) ? short.replace(' job', '') : short
}

describe.for(versions)('Redash %s', (version) => {
  const matrix = matrixOf(version)
  const open: LocalRedash[] = []
  afterAll(async () => {
    for (const redash of open) await redash.close()
  })

  test.skipIf(matrix.length === 0)('refuses and allows what the measured table says', async () => {
    let now = Date.parse('2026-11-29T18:57:00Z')
    const redash = await startRedash({ version, now: () => now })
    open.push(redash)
    const ask = async ({ method, path, body }: Asked, key: string | undefined) => {
      const response = await fetch(`${redash.url}/api/${path}`, {
        method,
        redirect: 'manual',
        headers: key === undefined ? {} : { Authorization: `Key ${key}` },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      return cellOf(response.status, response.headers.get('content-type') ?? '', await response.text())
    }
    await ask({ method: 'POST', path: 'dashboards/2/share' }, keys.admin)
    for (const asked of [
      run(7, { parameters: { status: 'new' } }),
      run(35),
      run(23, { parameters: { anything: 'a' } }),
    ])
      await ask(asked, keys.admin)
    await ask(
      { method: 'POST', path: 'query_results', body: { query: 'SELECT 42 AS answer', data_source_id: 1 } },
      keys.admin,
    )
    now += 1000

    const wrong: string[] = []
    let cells = 0
    for (const [label, askedOf] of Object.entries(rows)) {
      const row = matrix.find((one) => one.label === label)
      if (!row) wrong.push(`${label}: not in the table`)
      for (const [who, cell] of row?.cells ?? []) {
        if (/jobs/.test(label)) await ask(run(24, { parameters: { n: cells }, max_age: 0 }), keys.admin)
        const asked = askedOf(redash)
        const answered = plain(await ask(asked, keyFor(who, asked)), label)
        cells++
        if (answered !== plain(cell, label)) wrong.push(`${label} by ${who}: ${answered}, not ${cell}`)
      }
    }
    console.log(
      `Redash ${version}: ${cells - wrong.length} of ${cells} cells of ${Object.keys(rows).length} operations agree`,
    )
    expect(wrong).toEqual([])
  })
})
