import { describe, expect, test } from 'vitest'
import { SystemError } from '../../../src/errors.ts'
import { type Asked, untilAnswered, type Wait } from '../../../src/systems/lens/read/waiting.ts'
import type { Clock } from '../../../src/world.ts'

/** A clock on which nothing but the server and the waits takes time. */
const clockAt = (start: number) => {
  let now = start
  const slept: number[] = []
  const clock: Clock = {
    now: () => now,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted()
      slept.push(ms)
      now += ms
    },
  }
  return { clock, slept, pass: (ms: number) => (now += ms) }
}

const unavailable = () =>
  new SystemError({ connection: 'lens/test', endpoint: 'POST /v2/load', kind: 'unavailable', status: 502 })

/** Waits on a server that takes so long for each of its answers. */
const waited = async (
  answers: readonly (Asked<string> | Error)[],
  {
    takes = 5_000,
    budgetMs,
    since,
    stopAfter,
  }: { takes?: number; budgetMs?: number; since?: number; stopAfter?: number } = {},
) => {
  const { clock, slept, pass } = clockAt(1_000_000)
  const stop = new AbortController()
  let asked = 0
  const steps: Wait[] = []
  const waiting = untilAnswered(
    async () => {
      const answer = answers[Math.min(asked, answers.length - 1)] ?? 'still running'
      asked += 1
      pass(takes)
      if (answer instanceof Error) throw answer
      return answer
    },
    {
      clock,
      signal: stop.signal,
      ...(budgetMs !== undefined && { budgetMs }),
      ...(since !== undefined && { since }),
    },
  )
  let step = await waiting.next()
  for (; !step.done; step = await waiting.next()) {
    steps.push(step.value)
    if (steps.length === stopAfter) stop.abort(new Error('stopped'))
  }
  return { asked, steps, slept, answer: step.value }
}

describe('a query that Lens is not done with', () => {
  test('is asked for again at once, shown each time, and answered', async () => {
    const { asked, steps, slept, answer } = await waited([
      'still running',
      'still running',
      'still running',
      { is: 'rows' },
    ])
    expect({ asked, answer, slept }).toEqual({ asked: 4, answer: 'rows', slept: [] })
    expect(steps.map(({ forMs }) => forMs)).toEqual([5_000, 10_000, 15_000])
  })

  test('that says so at once is not asked without a pause', async () => {
    const { slept } = await waited(['still running', 'still running', { is: 'rows' }], { takes: 10 })
    expect(slept).toEqual([1_000, 1_000])
  })

  test('is given up after the budget, and that is no error', async () => {
    const { asked, answer } = await waited(['still running'], { takes: 90_000, budgetMs: 600_000 })
    expect({ asked, answer }).toEqual({ asked: 7, answer: undefined })
  })

  test('is not asked for any more once somebody stops it', async () => {
    await expect(waited(['still running'], { stopAfter: 2 })).rejects.toThrow('stopped')
  })

  test('goes on after a restart with the time that is left', async () => {
    const { asked, steps, answer } = await waited(['still running'], { since: 1_000_000 - 590_000, budgetMs: 600_000 })
    expect({ asked, answer }).toEqual({ asked: 2, answer: undefined })
    expect(steps).toEqual([{ since: 410_000, forMs: 595_000 }])
  })
})

describe('an outage', () => {
  test('is waited through while a query runs', async () => {
    const { answer } = await waited(['still running', unavailable(), unavailable(), { is: 'rows' }])
    expect(answer).toBe('rows')
  })

  test('that goes on is an error', async () => {
    const work = waited(['still running', unavailable(), unavailable(), unavailable(), unavailable()])
    await expect(work).rejects.toMatchObject({ kind: 'unavailable' })
  })

  test('at the first request is an error at once', async () => {
    await expect(waited([unavailable(), { is: 'rows' }])).rejects.toMatchObject({ kind: 'unavailable' })
  })
})

test('what asking again doesn’t help is an error at once', async () => {
  const refused = new SystemError({ connection: 'lens/test', endpoint: 'POST /v2/load', kind: 'rejected' })
  await expect(waited(['still running', refused])).rejects.toMatchObject({ kind: 'rejected' })
})
