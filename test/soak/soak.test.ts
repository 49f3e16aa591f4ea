import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { startTown } from '../bench/town.ts'
import { freshDatabase } from '../store/engines.ts'
import { checkAnswers } from './answers.ts'
import { createChance } from './chance.ts'
import type { Replicas, Sample, Seat } from './replicas.ts'
import { checkLogs, checkSteady } from './steady.ts'
import { verdictTable } from './verdict.ts'

const seat = (samples: readonly Sample[]): Pick<Seat, 'name' | 'samples'> => ({ name: 'first', samples: [...samples] })

const samples = (heap: (n: number) => number): Sample[] =>
  Array.from({ length: 60 }, (_, n) => ({
    at: n * 5_000,
    rssMiB: 200 + (n % 3),
    files: 30,
    heapMiB: heap(n),
    delayP99Ms: 12,
    resources: 9,
  }))

const fails = (verdicts: readonly { what: string; wrong: readonly string[] }[]) =>
  verdicts.filter(({ wrong }) => wrong.length > 0).map(({ what }) => what)

test('chance comes again from its seed', () => {
  const [one, two, other] = [7, 7, 8].map((seed) =>
    createChance(seed).shuffled(Array.from({ length: 30 }, (_, n) => n)),
  )
  expect(one).toEqual(two)
  expect(one).not.toEqual(other)
  expect(one?.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, n) => n))
})

test('what grows is found, and what warms up or goes up and down is not', () => {
  expect(fails(checkSteady(seat(samples((n) => 40 + (n % 2)))))).toEqual([])
  expect(fails(checkSteady(seat(samples((n) => (n < 15 ? 20 + n : 40)))))).toEqual([])
  expect(fails(checkSteady(seat(samples((n) => 40 + n / 4))))).toEqual(['heap after collection flat'])
  expect(fails(checkSteady(seat([])))).toHaveLength(4)
})

test('an error of ours in a log is found, and one about a database that is away is not', () => {
  const logged = (...lines: object[]): Pick<Replicas, 'lines' | 'seats'> => ({
    lines: lines.map((line) => ({ seat: 'first', at: 0, line: JSON.stringify(line) })),
    seats: [],
  })
  const away = { level: 50, msg: 'bug', error: 'Error: connect ECONNREFUSED 127.0.0.1:5432', code: 'ECONNREFUSED' }
  expect(checkLogs(logged(away)).wrong).toEqual([])
  const bug = { level: 50, msg: 'sweep', error: 'TypeError: x is not a function' }
  expect(checkLogs(logged(away, bug, bug)).wrong).toEqual(['2 × sweep: TypeError: x is not a function'])
  const plain = { lines: [{ seat: 'first', at: 0, line: 'MaxListenersExceededWarning' }], seats: [] }
  expect(checkLogs(plain).wrong).toHaveLength(1)
})

test('a line that was acknowledged and never answered is found', async () => {
  const deaf = createServer((_, response) => response.end()).listen(0, '127.0.0.1')
  await new Promise((resolve) => deaf.once('listening', resolve))
  onTestFinished(() => void deaf.close())
  const town = await startTown()
  onTestFinished(town.close)
  const database = await freshDatabase('sqlite')
  onTestFinished(database.drop)
  const store = await database.open()
  town.slack.deliverTo(`http://127.0.0.1:${(deaf.address() as AddressInfo).port}/`)
  const check = () => checkAnswers(town, { store }, [])
  expect((await check()).wrong).toEqual([])
  const delivered = await town.slack.type('ana', 'ops', '/rudder rules soak 1')
  if (!delivered) throw new Error('nothing was delivered')
  await town.slack.again(delivered)
  expect((await check()).wrong).toEqual([expect.stringContaining('U07ANA in C0OPS: rudder rules soak 1 (no run)')])
  // A word that nothing was run is an answer.
  const [url = ''] = [new URLSearchParams(delivered.body).get('response_url') ?? '']
  await fetch(url, { method: 'POST', body: JSON.stringify({ text: 'Error: Try again.' }) })
  expect(await check()).toMatchObject({ found: '1 lines acknowledged, 0 answered, 1 told why not, 0 lost', wrong: [] })
  expect(verdictTable([await check()])).toBe(
    'holds  no lost answer  1 lines acknowledged, 0 answered, 1 told why not, 0 lost',
  )
})
