import { describe, expect, test } from 'vitest'
import { cancelledInWords } from '../../../src/systems/redash/describe/cancelled.ts'
import { cancelRun } from '../../../src/systems/redash/run/cancel.ts'
import type { Started } from '../../../src/systems/redash/run/follow.ts'
import { queryToken, scene, sent } from './running.ts'

describe('a cancel', () => {
  const begun = async (tokens?: Parameters<typeof scene>[0]) => {
    const here = await scene(tokens)
    const body = { parameters: { n: '7' }, max_age: 0 }
    const answer = here.api.runQuery({ queryId: '24', body })
    await Array.fromAsync(answer)
    const rest = answer.rest()
    if (!('job' in rest)) throw new Error('no job')
    const started: Started = { queryId: '24', jobId: rest.job.id, key: 'user', startedAt: here.clock.now() }
    return { here, started }
  }

  test('of a run that goes on is sent once, after a look at it', async () => {
    const { here, started } = await begun()
    expect(await cancelRun(here.api, started)).toEqual({ did: 'asked' })
    expect(sent(here).slice(1)).toEqual(['GET /api/jobs/<job>', 'DELETE /api/jobs/<job>'])
  })

  test('of a run that is over is not sent: it would hide the result', async () => {
    const { here, started } = await begun()
    await here.clock.sleep(60_000)
    expect(await cancelRun(here.api, started)).toMatchObject({ did: 'over', end: { is: 'finished' } })
    expect(sent(here).filter((one) => one.startsWith('DELETE'))).toEqual([])
  })

  test('while another one is being done: it is cancelled', async () => {
    const { here, started } = await begun()
    // Between the look and the request somebody else cancels.
    const { job, cancelJob } = here.api
    const meanwhile: typeof cancelJob = async (input) => {
      const found = here.local.state.jobs.at(-1)
      if (found) found.cancelledAt = here.clock.now()
      return cancelJob(input)
    }
    expect(await cancelRun({ job, queryJob: here.api.queryJob, cancelJob: meanwhile }, started)).toEqual({
      did: 'asked',
    })
  })

  test('is not possible with the key of a query, and nothing is sent', async () => {
    const { here, started } = await begun((local) => [queryToken(local, 24)])
    const before = here.local.requests.length
    expect(await cancelRun(here.api, { ...started, key: 'query' })).toEqual({ did: 'not possible' })
    expect(here.local.requests).toHaveLength(before)
  })

  test('of a job that nobody knows: nothing is sent', async () => {
    const { here, started } = await begun()
    expect(await cancelRun(here.api, { ...started, jobId: '00000000-0000-4000-8000-000000000000' })).toEqual({
      did: 'not sent',
    })
    expect(sent(here).filter((one) => one.startsWith('DELETE'))).toEqual([])
  })

  test('that Redash answers with an error while the job goes on: not known, and the job is looked at again', async () => {
    const { here, started } = await begun()
    here.local.faults.redisDown = true
    here.local.faults.only = (method) => method === 'DELETE'
    expect(await cancelRun(here.api, started)).toEqual({ did: 'unknown' })
    expect(sent(here).slice(1)).toEqual(['GET /api/jobs/<job>', 'DELETE /api/jobs/<job>', 'GET /api/jobs/<job>'])
  })
})

test.for<readonly [cancelled: Parameters<typeof cancelledInWords>[0], says: string]>([
  [
    { did: 'not sent' },
    'No cancel was sent: Redash couldn’t look up the run. It may have just ended. If it goes on, cancel it again.',
  ],
  [{ did: 'unknown' }, 'Redash didn’t confirm the cancel. I’ll keep following the run and show how it ends.'],
])('%j is told: %s', ([cancelled, says]) => expect(cancelledInWords(cancelled)).toBe(says))
