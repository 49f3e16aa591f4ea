import { setTimeout } from 'node:timers/promises'
import type { LocalRedash } from 'local-redash'
import { expect, test } from 'vitest'
import { textsOf } from './answer-text.ts'
import { onlyQueryKeys, openScene } from './flow.ts'

type Scene = Awaited<ReturnType<typeof openScene>>

/** What goes wrong: faults of this Redash, what is changed in it, or another line. */
interface Trouble {
  readonly faults?: (scene: Scene) => Partial<LocalRedash['faults']>
  readonly change?: (redash: LocalRedash) => (() => void) | undefined
  readonly line?: string
  readonly says: readonly string[]
}

const atResult = (_: string, path: string) => path.includes('/query_results/')
const isRun = (method: string) => method === 'POST'

/** Everything is down once the run has a job; at the seventh request of that outage, more time has passed than is waited. */
const downAfterStart = ({ world }: Scene) => {
  let [isStarted, asked] = [false, 0]
  return (method: string) => {
    if (isRun(method)) isStarted = true
    else if (isStarted) asked += 1
    if (asked === 7) world.leap(3 * 60_000)
    return isStarted && !isRun(method)
  }
}

/** Half an hour passes at the first look at the job. */
const longAgo = ({ world }: Scene) => {
  let isPast = false
  return (_: string, path: string) => {
    if (path.includes('/jobs/') && !isPast) {
      isPast = true
      world.leap(31 * 60_000)
    }
    return true
  }
}

/** Daily orders changed for one line, and put back. */
const changed =
  (values: object) =>
  ({ state }: LocalRedash) => {
    const query = state.queries.find(({ id }) => id === 1)
    if (!query) return undefined
    const before = { ...query }
    Object.assign(query, values)
    return () => void Object.assign(query, before)
  }

const paused =
  (reason: string) =>
  ({ state }: LocalRedash) => {
    const source = state.sources.find(({ id }) => id === 1)
    if (!source) return undefined
    source.paused = reason
    return () => {
      source.paused = undefined
    }
  }

const withoutGroup = ({ state }: LocalRedash) => {
  const before = state.groups.map(({ sources }) => sources)
  for (const group of state.groups) group.sources = group.sources.filter(({ source }) => source !== 1)
  return () => {
    for (const [at, group] of state.groups.entries()) group.sources = before[at] ?? []
  }
}

const unreachable = ({ state }: LocalRedash) => {
  const source = state.sources.find(({ id }) => id === 1)
  if (!source) return undefined
  source.unreachable = 'connection to server at "10.0.0.9", port 5432 failed: Connection refused\n'
  return () => {
    source.unreachable = undefined
  }
}

const troubles: Readonly<Record<string, Trouble>> = {
  'SQL that fails': {
    line: '/redash run 26',
    says: [
      "✗ Error: Redash couldn't run “Failing query (missing table)”.",
      "If its SQL is wrong, correct the query or give other values; if its database can't be reached, tell whoever manages it.",
      'relation "no_such_table" does not exist\nLINE 1: SELECT * FROM no_such_ta...',
    ],
  },
  'a database that is out of reach': {
    change: unreachable,
    says: [
      "✗ Error: Redash couldn't run “Daily orders”.",
      "If its SQL is wrong, correct the query or give other values; if its database can't be reached, tell whoever manages it.",
      'connection to server at "10.0.0.9", port 5432 failed: Connection refused',
    ],
  },
  'an empty error': {
    faults: () => ({ killsJobs: true }),
    says: [
      "✗ Error: Redash gave up the run of “Daily orders” and doesn't say why.",
      'Its worker may have been stopped or run out of memory. Run it again.',
    ],
  },
  'a job that is gone': {
    faults: () => ({ losesJobs: true }),
    says: [
      "⚠ Outcome unknown: Redash no longer knows the run of “Daily orders”, so it isn't known whether it finished. Run it again.",
    ],
  },
  'a run that never ends': {
    faults: (scene) => ({ stuck: 'started', only: longAgo(scene) }),
    says: [
      '⚠ Outcome unknown: The run of “Daily orders” is still running after 30 minutes, and I no longer follow it. Look at it in Redash.',
    ],
  },
  'a run that is never begun': {
    faults: (scene) => ({ stuck: 'queued', only: longAgo(scene) }),
    says: [
      '⚠ Outcome unknown: The run of “Daily orders” is still queued after 30 minutes, and I no longer follow it. Look at it in Redash.',
    ],
  },
  'Redis down': {
    faults: () => ({ redisDown: true }),
    says: [
      "✗ Error: Redash (prod) answered “Internal Server Error” and doesn't say why.",
      'Try again; if it goes on, look at the log of Redash and at its PostgreSQL and Redis.',
    ],
  },
  'PostgreSQL down at the run': {
    faults: () => ({ postgresDown: true, only: isRun }),
    says: [
      "✗ Error: Redash (prod) answered “Internal Server Error” and doesn't say why.",
      'Try again; if it goes on, look at the log of Redash and at its PostgreSQL and Redis.',
    ],
  },
  'Redis down after the start': {
    faults: (scene) => ({ redisDown: true, only: downAfterStart(scene) }),
    says: [
      "⚠ Outcome unknown: Redash stopped answering during the run of “Daily orders”, so it isn't known what became of it. Run it again once Redash answers.",
    ],
  },
  'a result that is cut off': {
    faults: () => ({ cutBody: true, only: atResult }),
    says: [
      '✗ Error: The answer of Redash (prod) was cut off.',
      'Try again; if it goes on, look at the server and at any proxy before it.',
    ],
  },
  'a result over the cap': {
    faults: () => ({ oversize: 2_000_000, only: atResult }),
    says: ['✗ Error: Redash (prod) has a result that is too large to read.', 'Add a LIMIT to the query.'],
  },
  'JSON without an end': {
    faults: () => ({ garbage: 'text', only: atResult }),
    says: [
      '✗ Error: The answer of Redash (prod) was cut off.',
      'Try again; if it goes on, look at the server and at any proxy before it.',
    ],
  },
  'JSON of another shape': {
    faults: () => ({ garbage: 'shape', only: atResult }),
    says: [
      '✗ Error: Redash (prod) answered something that is not understood (query_result is not an object).',
      'Is its version supported and is the url right?',
    ],
  },
  'HTML in a 200': {
    faults: () => ({ frontPage: true, only: atResult }),
    says: [
      '✗ Error: Redash (prod) answered something that is not understood (not JSON).',
      'Is its version supported and is the url right?',
    ],
  },
  'a key that is revoked before the result': {
    faults: () => ({ refused: true, only: atResult }),
    says: [
      "✗ Error: Redash (prod) doesn't accept the key: it is unknown, disabled, or of another query.",
      'Ask whoever runs the bot to check it.',
    ],
  },
  'a data source that is paused': {
    change: paused('maintenance until Monday'),
    says: [
      '✗ Error: Redash (prod) refused this.',
      'It said: “Demo shop is paused (maintenance until Monday). Please try later.”.',
    ],
  },
  'a data source that is paused without a reason': {
    change: paused(''),
    says: ['✗ Error: Redash (prod) refused this.', 'It said: “Demo shop is paused. Please try later.”.'],
  },
  'a data source that is deleted': {
    change: changed({ source: null }),
    says: [
      '✗ Error: Redash (prod) doesn’t let the bot’s key do this (GET /queries/{queryId}): its user lacks a permission, or is in no group with the data source, which may have been deleted. Ask whoever runs the bot; “coxswain tokens” lists what each key needs.',
    ],
  },
  'a data source without a group': {
    change: withoutGroup,
    says: [
      '✗ Error: Redash (prod) doesn’t let the bot’s key do this (GET /queries/{queryId}): its user lacks a permission, or is in no group with the data source, which may have been deleted. Ask whoever runs the bot; “coxswain tokens” lists what each key needs.',
    ],
  },
  'a query that is archived': {
    change: changed({ archived: true }),
    says: [
      '“Daily orders”: 122 rows, read just now',
      'Data from .',
      'Rows 1 to 30 of 122',
      "It is archived in Redash: it may be out of date, and no schedule runs it.\nRedash also draws “Chart with empty options”, “Horizontal bars”, which I can't draw yet.\nRun with the user key “reader”.",
    ],
  },
  'a passing 500 at the end of the job': {
    faults: () => ({ race: 'gone' }),
    says: [
      '“Daily orders”: 122 rows, read just now',
      'Data from .',
      'Rows 1 to 30 of 122',
      "Redash also draws “Chart with empty options”, “Horizontal bars”, which I can't draw yet.\nRun with the user key “reader”.",
    ],
  },
  'a job with a result that is not over': {
    faults: () => ({ race: 'early' }),
    says: [
      '“Daily orders”: 122 rows, read just now',
      'Data from .',
      'Rows 1 to 30 of 122',
      "Redash also draws “Chart with empty options”, “Horizontal bars”, which I can't draw yet.\nRun with the user key “reader”.",
    ],
  },
}

test('a result that the data source cut off says that there are more rows', async () => {
  const { answerTo, redash } = await openScene()
  Object.assign(redash.state.sources.find(({ id }) => id === 1) ?? {}, { mostRows: 50 })
  const shown = await answerTo('/redash run Daily orders --fresh')
  expect(shown).toContain('“Daily orders”: 50 rows, read just now')
  expect(shown).toContain('The data source cut this result off: there are more rows.')
})

test('a key of a query that is revoked between the poll and the result: that is what is said, and no rows are shown', async () => {
  const { answerTo, redash, slack } = await openScene({ settings: onlyQueryKeys })
  let runs = 0
  redash.faults.hold = async (method) => {
    runs += method === 'POST' ? 1 : 0
    const query = redash.state.queries.find(({ id }) => id === 8)
    if (query && runs === 2) query.apiKey = 'replaced'.padEnd(40, 'x')
  }
  const shown = await answerTo('/redash run Orders by several statuses statuses=paid --fresh')
  expect(shown).toContain("Redash (prod) doesn't accept the key: it is unknown, disabled, or of another query.")
  expect(redash.requests.filter(({ method }) => method === 'POST').map(({ status }) => status)).toEqual([200, 404])
  expect(slack.seen('ops')).toEqual([])
})

test('a run that goes wrong is one sentence, and each says what to do', async () => {
  const scene = await openScene({ limits: { bytes: 1_000_000 } })
  const { redash, type, last, world } = scene
  const over = new AbortController()
  const passing = (async () => {
    for (; !over.signal.aborted; await setTimeout(10)) await world.advance(200)
  })()
  const told: Record<string, readonly string[]> = {}
  for (const [what, { faults, change, line = '/redash run 1 --fresh' }] of Object.entries(troubles)) {
    const usual = { ...redash.faults }
    Object.assign(redash.faults, faults?.(scene))
    const back = change?.(redash)
    await type('ana', 'ops', line)
    told[what] = textsOf(last('ops', 'ana'))
    Object.assign(redash.faults, usual)
    back?.()
    // The same SQL would join a job that never ends.
    redash.state.jobs = []
  }
  over.abort()
  await passing
  const expected = Object.fromEntries(Object.entries(troubles).map(([what, { says }]) => [what, says]))
  expect(told).toEqual(expected)
  expect(JSON.stringify(told)).not.toMatch(/Username|Query Hash|Job ID/)
})
