import { afterEach, describe, expect, test } from 'vitest'
import { type LocalRedash, startRedash, type Version, versions } from '../src/index.ts'
import { ask, poll, start } from './ask-redash.ts'

describe.for(versions)('a job of Redash %s', (version: Version) => {
  let now = Date.parse('2026-11-29T12:00:00Z')
  const open: LocalRedash[] = []
  const started = async () => {
    const redash = await startRedash({ version, now: () => now })
    open.push(redash)
    return redash
  }
  afterEach(async () => {
    for (const redash of open.splice(0)) await redash.close()
  })

  test('waits, runs and ends, with the status of each', async () => {
    const redash = await started()
    const job = await start(redash, 25, { n: 7 })
    expect(await poll(redash, job)).toMatchObject({ id: job, status: 1, updated_at: 0, query_result_id: null })
    now += 100
    expect(await poll(redash, job)).toMatchObject({ status: 2, updated_at: '2026-11-29T12:00:00.040' })
    now += 3000
    const { status, result, query_result_id } = await poll(redash, job)
    expect([status, result]).toEqual([3, query_result_id])
    const { json } = await ask(redash, 'GET', `/api/query_results/${result}`)
    expect(json.query_result.data.rows).toEqual([{ pg_sleep: '', n: 7 }])
    expect(json.query_result.runtime).toBe(3)
    now += 13 * 3_600_000
    expect((await ask(redash, 'GET', `/api/jobs/${job}`)).status).toBe(500)
  })

  test('is shared by identical runs, and waits for one of two workers', async () => {
    const redash = await started()
    const first = await start(redash, 24, { n: 1 })
    expect(await start(redash, 24, { n: 1 })).toBe(first)
    await start(redash, 24, { n: 2 })
    const third = await start(redash, 6, { min_amount: 1 })
    now += 10_000
    expect(await poll(redash, third)).toMatchObject({ status: 1 })
    now += 10_050
    expect(await poll(redash, third)).toMatchObject({ status: 2 })
    now += 100
    expect(await poll(redash, third)).toMatchObject({ status: 3 })
  })

  test('that is cancelled says so at once, and its worker lets go of it up to 5 seconds later', async () => {
    const redash = await started()
    const job = await start(redash, 24, { n: 3 })
    now += 1000
    const cancel = () => ask(redash, 'DELETE', `/api/jobs/${job}`, { as: 'dashboards' })
    expect(await cancel()).toMatchObject({ status: 200, json: null })
    expect(await poll(redash, job)).toMatchObject({ status: 4, error: 'Query cancelled by user.' })
    expect((await cancel()).status).toBe(version === '26.3.0' ? 500 : 200)
    expect(await start(redash, 24, { n: 3 })).not.toBe(job)
    now += 5000
    expect((await cancel()).status).toBe(200)
    expect(redash.requests.map(({ method, caller }) => [method, caller])).toContainEqual(['DELETE', 'Nils Dashonly'])
    expect(redash.writes()).toEqual([])
  })

  test('that ends before its worker looks leaves its result all the same', async () => {
    const redash = await started()
    const job = await start(redash, 25, { n: 5 })
    now += 1000
    await ask(redash, 'DELETE', `/api/jobs/${job}`)
    now += 4000
    expect(await poll(redash, job)).toMatchObject({ status: 4, query_result_id: null })
    const again = await ask(redash, 'POST', '/api/queries/25/results', { body: { parameters: { n: 5 } } })
    expect(again.json.query_result.data.rows).toHaveLength(1)
  })

  test('that is cancelled after its end hides its result, which stays', async () => {
    const redash = await started()
    const job = await start(redash, 1)
    now += 200
    const { query_result_id: id } = await poll(redash, job)
    await ask(redash, 'DELETE', `/api/jobs/${job}`)
    expect(await poll(redash, job)).toMatchObject({ status: 4, query_result_id: null })
    expect((await ask(redash, 'GET', `/api/query_results/${id}`)).status).toBe(200)
  })

  test('can be odd at its end, once', async () => {
    const redash = await started()
    const status = async (id: string) => (await ask(redash, 'GET', `/api/jobs/${id}`)).status
    redash.faults.race = 'gone'
    const [good, bad] = [await start(redash, 1), await start(redash, 26)]
    expect(await status(good)).toBe(200)
    now += 200
    expect([await status(good), await status(good)]).toEqual([500, 200])
    expect([await status(bad), await status(bad)]).toEqual([500, 200])
    redash.faults.race = 'early'
    const [ended, failed] = [await start(redash, 1), await start(redash, 26)]
    now += 200
    expect(await poll(redash, ended)).toMatchObject({ status: 2, query_result_id: expect.any(Number) })
    expect(await poll(redash, ended)).toMatchObject({ status: 3 })
    expect(await poll(redash, failed)).toMatchObject({ status: 4, updated_at: expect.any(String) })
    expect(await poll(redash, failed)).toMatchObject({ status: 4, updated_at: 0 })
  })

  test('can stay in the queue, never end, be killed and be lost', async () => {
    const redash = await started()
    redash.faults.stuck = 'queued'
    const queued = await start(redash, 1)
    redash.faults.stuck = 'started'
    expect(await start(redash, 1)).toBe(queued)
    const endless = await start(redash, 2)
    Object.assign(redash.faults, { stuck: false, killsJobs: true })
    const killed = await start(redash, 3)
    now += 3_600_000
    expect(await poll(redash, queued)).toMatchObject({ status: 1 })
    expect(await poll(redash, endless)).toMatchObject({ status: 2 })
    expect(await poll(redash, killed)).toMatchObject({ status: 4, error: '', query_result_id: null })
    redash.faults.losesJobs = true
    expect((await ask(redash, 'GET', `/api/jobs/${queued}`)).status).toBe(500)
    redash.faults.losesJobs = false
    redash.state.jobs = []
    expect((await ask(redash, 'GET', `/api/jobs/${queued}`)).status).toBe(500)
  })
})
