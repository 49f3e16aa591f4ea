import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type LocalRedash, noFaults, startRedash } from '../src/index.ts'
import { ask } from './ask-redash.ts'

let redash: LocalRedash
beforeAll(async () => {
  redash = await startRedash()
})
afterEach(() => void Object.assign(redash.faults, noFaults()))
afterAll(() => redash.close())

const rename = (name: string) => ask(redash, 'POST', '/api/queries/53', { body: { name } })
const nameNow = () => redash.state.queries.find(({ id }) => id === 53)?.name

test('without its Redis or PostgreSQL everything is a 500, whatever the key, but for /ping', async () => {
  for (const fault of ['redisDown', 'postgresDown'] as const) {
    redash.faults[fault] = true
    expect(await ask(redash, 'GET', '/api/session')).toMatchObject({ status: 500, type: 'text/html; charset=utf-8' })
    expect((await ask(redash, 'GET', '/api/queries/1', { as: 'bad' })).json).toEqual({
      message: 'Internal Server Error',
    })
    expect((await ask(redash, 'GET', '/ping')).text).toBe('PONG.')
    redash.faults[fault] = false
  }
})

test('an answer can be that of the front end, of a proxy, no JSON, or of another shape', async () => {
  redash.faults.frontPage = true
  expect(await ask(redash, 'GET', '/api/queries/1')).toMatchObject({ status: 200, type: 'text/html; charset=utf-8' })
  Object.assign(redash.faults, { frontPage: false, proxyAnswers: 502 })
  expect(await rename('Behind a proxy')).toMatchObject({ status: 502 })
  expect(nameNow()).toBe('Behind a proxy')
  Object.assign(redash.faults, { proxyAnswers: false, garbage: 'text' })
  expect(await rename('Never')).toMatchObject({ status: 200, json: undefined })
  redash.faults.garbage = 'shape'
  expect((await rename('Never')).json).toEqual({ job: [], query_result: 42, id: 'many' })
  expect(nameNow()).toBe('Behind a proxy')
})

test('an answer can be cut off, late, or larger than anybody wants', async () => {
  redash.faults.cutBody = true
  await expect(ask(redash, 'GET', '/api/queries/1')).rejects.toThrow()
  Object.assign(redash.faults, { cutBody: false, slow: 30 })
  expect((await ask(redash, 'GET', '/api/queries/1')).status).toBe(200)
  Object.assign(redash.faults, { slow: 0, oversize: 3_000_000 })
  const { text, json } = await ask(redash, 'GET', '/api/queries/28/results.json')
  expect(text.length).toBeGreaterThan(3_000_000)
  expect(json).toBeUndefined()
})

test('a write whose answer is lost has taken effect or never does', async () => {
  redash.faults.losesAnswer = { commit: 'now' }
  await expect(rename('Written')).rejects.toThrow()
  redash.faults.losesAnswer = { commit: 'never' }
  await expect(rename('Lost')).rejects.toThrow()
  expect(nameNow()).toBe('Written')
  expect((await ask(redash, 'GET', '/api/queries/53')).status).toBe(200)
})

test('a fault can be for some requests and some times only', async () => {
  Object.assign(redash.faults, { refused: true, times: 1, only: (_: string, path: string) => path.includes('/jobs/') })
  const status = async (path: string) => (await ask(redash, 'GET', path)).status
  expect(await status('/api/queries/1')).toBe(200)
  expect([await status('/api/jobs/a'), await status('/api/jobs/a')]).toEqual([404, 500])
})

test('a request is recorded without its key', async () => {
  redash.requests.length = 0
  const key = redash.keyOf(12)
  await ask(redash, 'GET', '/api/queries/12', { key })
  await fetch(`${redash.url}/api/queries/12?page=1&api_key=${key}`, { headers: { cookie: 'session=localSession' } })
  await ask(redash, 'POST', '/api/dashboards/2/share')
  const { token } = redash.state.dashboards.find(({ id }) => id === 2) ?? {}
  await fetch(`${redash.url}/api/dashboards/public/${token}`)
  await ask(redash, 'GET', '/api/session', { as: 'bad' })
  expect(redash.requests.map(({ path, caller, cookies, status }) => [path, caller, cookies, status])).toEqual([
    ['/api/queries/12', 'query 12', false, 200],
    ['/api/queries/12?page=1&api_key=…', 'query 12', true, 200],
    ['/api/dashboards/2/share', 'Ada Example', false, 200],
    ['/api/dashboards/public/…', 'dashboard 2', false, 200],
    ['/api/session', undefined, false, 404],
  ])
  expect(redash.writes().map(({ path }) => path)).toEqual(['/api/dashboards/2/share'])
  for (const secret of [...Object.values(redash.keys), key, token ?? ''])
    expect(JSON.stringify(redash.requests)).not.toContain(secret)
  expect(() => redash.keyOf(999)).toThrow(RangeError)
})
