import { describe, expect, test } from 'vitest'
import { SystemError } from '../../../src/errors.ts'
import { cancelRun } from '../../../src/systems/redash/run/cancel.ts'
import type { Started } from '../../../src/systems/redash/run/follow.ts'
import { keyFor } from '../../../src/systems/redash/run/key-kind.ts'
import { resumeToEnd, runToEnd } from '../../../src/systems/redash/run/run-query.ts'
import { ended, queryToken, runOf, scene, sent, slow, userToken } from './running.ts'

const keeping = { rows: 100 }

describe('with the key of a user', () => {
  test('a result that is young enough is taken: one request', async () => {
    const here = await scene()
    const ending = await ended(here, runOf('1'), { maxAge: 86_400 })
    expect(ending).toMatchObject({ is: 'rows' })
    expect(sent(here)).toEqual(['POST /api/queries/1/results'])
  })

  test('else it is run, its job polled by its number, and its result read by its number', async () => {
    const here = await scene()
    const states: string[] = []
    const began = here.clock.now()
    const ending = await ended(here, slow, { onProgress: ({ state }: { state: string }) => states.push(state) })
    expect(ending).toMatchObject({ is: 'rows', result: { count: 1, rows: [{ n: 1 }] } })
    const polls = sent(here).filter((one) => one === 'GET /api/jobs/<job>')
    expect(sent(here)[0]).toBe('POST /api/queries/25/results')
    expect(sent(here).at(-1)).toMatch(/^GET \/api\/query_results\/\d+$/)
    expect(sent(here)).toHaveLength(polls.length + 2)
    expect(states).toContain('started')
    expect(here.world.waits.slice(0, 3)).toEqual([100, 500, 500])
    expect(here.clock.now() - began).toBeLessThan(4_000)
  })

  test('polls get slower', async () => {
    const here = await scene()
    here.local.faults.stuck = 'started'
    const limits = { followMs: 120_000, outageMs: 10_000 }
    expect(await ended(here, slow, { limits })).toEqual({ is: 'stuck', state: 'started' })
    expect(new Set(here.world.waits)).toEqual(new Set([100, 500, 1_000, 3_000]))
    expect(here.world.waits).toEqual(here.world.waits.toSorted((a, b) => a - b))
  })

  test('the same run of somebody else is joined', async () => {
    const here = await scene()
    const [one, other] = await Promise.all([ended(here, slow), ended(here, slow)])
    expect([one.is, other.is]).toEqual(['rows', 'rows'])
    expect(here.local.state.jobs).toHaveLength(1)
  })
})

describe('with the key of the query', () => {
  const alone = () => scene((local) => [queryToken(local, 25), queryToken(local, 7)])

  test('its own address of the job is polled, and the same values without an age give the rows', async () => {
    const here = await alone()
    const ending = await ended(here, { ...slow, key: 'query' })
    expect(ending).toMatchObject({ is: 'rows', result: { rows: [{ n: 1 }] } })
    const [first, ...later] = sent(here)
    expect(first).toBe('POST /api/queries/25/results')
    expect(later.at(-1)).toBe('POST /api/queries/25/results')
    expect(new Set(later.slice(0, -1))).toEqual(new Set(['GET /api/queries/25/jobs/<job>']))
    const bodies = here.local.requests.filter(({ method }) => method === 'POST').map(({ body }) => JSON.parse(body))
    expect(bodies).toEqual([{ max_age: 0, parameters: { n: '1' } }, { parameters: { n: '1' } }])
    expect(new Set(here.local.requests.map(({ caller }) => caller))).toEqual(new Set(['query 25']))
    expect(here.connection.source).toBe('Redash')
  })

  test('it is taken before the key of a user, for its own query alone', async () => {
    const here = await scene((local) => [userToken('reader'), queryToken(local, 25)])
    expect(await keyFor(here.view, '25', false)).toEqual({ name: 'query 25', kind: 'query' })
    expect(await keyFor(here.view, '7', false)).toEqual({ name: 'reader', kind: 'user' })
    // Free text is never for the key of a query.
    expect(await keyFor(here.view, '25', true)).toEqual({ name: 'reader', kind: 'user' })
    const only = await alone()
    expect(await keyFor(only.view, '12', false)).toBeUndefined()
    expect(await keyFor(only.view, '25', true)).toBeUndefined()
  })

  test('a result that is gone between the end of the job and the second POST is made once more', async () => {
    const here = await alone()
    let jobs = 0
    const dropping = () => {
      jobs += 1
      // The first result is deleted as soon as its job is seen.
      if (jobs === 1)
        here.local.state.results = here.local.state.results.filter(({ sql }) => !sql.includes('pg_sleep(3)'))
    }
    const onProgress = dropping
    const ending = await ended(here, { ...slow, key: 'query' }, { onProgress })
    expect(ending.is).toBe('rows')
  })
})

describe('every other end', () => {
  test.for<readonly [what: string, queryId: string, ending: object]>([
    [
      'SQL that fails, without the comment of Redash',
      '26',
      { is: 'failed', says: expect.stringMatching(/^relation "no_such_table" does not exist/) },
    ],
    ['a division by zero', '27', { is: 'failed', says: 'division by zero' }],
    ['a statement without rows', '29', { is: 'without rows' }],
    ['a database that is out of reach', '42', { is: 'failed', says: expect.stringContaining('Connection refused') }],
  ])('%s', async ([, queryId, ending]) => {
    const here = await scene(() => [userToken('default')])
    const found = await ended(here, runOf(queryId))
    expect(found).toEqual(ending)
    expect(JSON.stringify(found)).not.toMatch(/Username|Query Hash|Scheduled/)
  })

  test('a worker that was killed: Redash says nothing', async () => {
    const here = await scene()
    here.local.faults.killsJobs = true
    expect(await ended(here, slow)).toEqual({ is: 'given up' })
  })

  test('a run that somebody cancelled', async () => {
    const here = await scene()
    const started = Promise.withResolvers<Started>()
    const cancel = async () => cancelRun(here.api, await started.promise)
    const onStarted = (one: Started) => {
      started.resolve(one)
      const job = here.local.state.jobs.at(-1)
      if (job) job.cancelledAt = here.clock.now()
    }
    expect(await ended(here, slow, { onStarted })).toEqual({ is: 'cancelled' })
    expect(await cancel()).toEqual({ did: 'over', end: { is: 'cancelled' } })
  })

  test('a job that Redash has lost, while it is well otherwise', async () => {
    const here = await scene()
    here.local.faults.losesJobs = true
    expect(await ended(here, slow)).toEqual({ is: 'vanished' })
    // Not at the first 500: a job that is just ending has one as well.
    expect(sent(here).filter((one) => one.startsWith('GET /api/jobs/'))).toHaveLength(5)
  })

  test.for(['redisDown', 'postgresDown'] as const)(
    'Redash itself down (%s): waited through, then out of reach',
    async (fault) => {
      const here = await scene()
      const limits = { followMs: 600_000, outageMs: 30_000 }
      const onStarted = () => void Object.assign(here.local.faults, { [fault]: true })
      expect(await ended(here, slow, { onStarted, limits })).toEqual({ is: 'out of reach' })
    },
  )

  test('Redash down for a moment: the run is followed to its end', async () => {
    const here = await scene()
    const onStarted = () => void Object.assign(here.local.faults, { redisDown: true, times: 8 })
    expect(await ended(here, slow, { onStarted })).toMatchObject({ is: 'rows' })
  })

  test('Redash down at the start: said so, and not that the run failed', async () => {
    const here = await scene()
    await here.connection.ready()
    here.local.faults.redisDown = true
    await expect(ended(here, slow)).rejects.toMatchObject({ kind: 'unavailable' })
  })

  test.for(['gone', 'early'] as const)(
    'the race at the end of a job, %s: the next poll is right, or it is its end',
    async (race) => {
      const here = await scene()
      here.local.faults.race = race
      expect(await ended(here, slow)).toMatchObject({ is: 'rows' })
      expect(await ended(here, runOf('27'))).toEqual({ is: 'failed', says: 'division by zero' })
    },
  )

  test('a key that is revoked between the last poll and the result', async () => {
    const here = await scene()
    const only = (_: string, path: string) => path.includes('/query_results/')
    Object.assign(here.local.faults, { refused: true, only })
    await expect(ended(here, slow)).rejects.toMatchObject({ kind: 'auth' })
  })

  test('a result that was deleted after a week: vanished, and nothing is run for it', async () => {
    const here = await scene()
    let started: Started | undefined
    const onStarted = (one: Started) => {
      started = one
    }
    await ended(here, slow, { onStarted })
    here.local.state.results = []
    const { api, clock } = here
    if (!started) throw new Error('nothing was started')
    const again = { ...started, startedAt: clock.now() }
    expect(await resumeToEnd(api, slow, again, { clock, keeping })).toEqual({ is: 'vanished' })
    expect(here.local.state.jobs).toHaveLength(1)
  })

  test.for<readonly [what: string, faults: object, error: object]>([
    ['cut off', { cutBody: true }, { kind: 'unexpected-answer', reason: 'cut-off' }],
    ['as the front page with 200', { frontPage: true }, { kind: 'unexpected-answer', detail: 'not JSON' }],
    ['JSON of another shape', { garbage: 'shape' }, { kind: 'unexpected-answer' }],
    ['no JSON', { garbage: 'text' }, { kind: 'unexpected-answer' }],
    ['a page of a proxy', { proxyAnswers: 502 }, { kind: 'unavailable' }],
  ])('a result that comes %s', async ([, faults, error]) => {
    const here = await scene()
    const only = (_: string, path: string) => path.includes('/query_results/')
    Object.assign(here.local.faults, faults, { only })
    await expect(ended(here, slow)).rejects.toMatchObject(error)
  })

  test('a result that is larger than a connection reads', async () => {
    const here = await scene(undefined, {}, { bytes: 100_000 })
    await expect(ended(here, runOf('30'), { maxAge: 1_000_000 })).rejects.toMatchObject({ kind: 'too-large' })
  })

  test('a signal ends the following, and the job goes on', async () => {
    const here = await scene()
    const stop = new AbortController()
    const onStarted = () => stop.abort(new Error('the bot stops'))
    await expect(ended(here, slow, { onStarted, signal: stop.signal })).rejects.toThrow('the bot stops')
    expect(here.local.state.jobs[0]?.cancelledAt).toBeUndefined()
  })

  test('after a restart the same run is taken up, and no second one begins', async () => {
    const here = await scene()
    const stop = new AbortController()
    let started: Started | undefined
    const onStarted = (one: Started) => {
      started = one
      stop.abort(new Error('the bot stops'))
    }
    await ended(here, slow, { onStarted, signal: stop.signal }).catch(() => undefined)
    const { api, clock } = here
    if (!started) throw new Error('nothing was started')
    expect(await resumeToEnd(api, slow, started, { clock, keeping })).toMatchObject({ is: 'rows' })
    expect(here.local.state.jobs).toHaveLength(1)
  })

  test('a run that ended long ago is taken up with its rows', async () => {
    const here = await scene()
    let started: Started | undefined
    const onStarted = (one: Started) => {
      started = one
    }
    await ended(here, slow, { onStarted })
    const { api, clock } = here
    if (!started) throw new Error('nothing was started')
    const longAgo = { ...started, startedAt: clock.now() - 31 * 60_000 }
    expect(await resumeToEnd(api, slow, longAgo, { clock, keeping })).toMatchObject({ is: 'rows' })
  })

  test('one 500 after Redash was out of reach for a while is not taken for a lost job', async () => {
    const here = await scene()
    const { connection, api, clock } = here
    const failing = (kind: 'unreachable' | 'timeout') =>
      new SystemError({ connection: connection.id, endpoint: 'GET /jobs/{jobId}', kind })
    const failures = [
      ...Array.from({ length: 3 }, () => failing('unreachable')),
      ...Array.from({ length: 3 }, () => failing('timeout')),
      new SystemError({
        connection: connection.id,
        endpoint: 'GET /jobs/{jobId}',
        kind: 'unexpected-answer',
        reason: 'failed-inside',
      }),
    ]
    const job: typeof api.job = async (input) => {
      const failure = failures.shift()
      if (failure) throw failure
      return api.job(input)
    }
    const ending = await runToEnd({ ...api, job }, slow, { clock, keeping, maxAge: 0 })
    expect(failures).toEqual([])
    expect(ending).toMatchObject({ is: 'rows' })
  })
})
