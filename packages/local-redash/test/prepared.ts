import { noFaults } from '../src/index.ts'
import { queryKey } from '../src/keys.ts'
import type { Capture } from './captures.ts'
import type { Replay } from './replay.ts'

type Preparation = (replay: Replay, capture: Capture) => unknown

/** A job of this query that is over, as the one of the capture. */
const done =
  (query: number, parameters: object = {}): Preparation =>
  async (replay, capture) => {
    await replay.begin(capture, query, parameters)
    replay.pass(25)
  }

/** A job of a slow query that is running. */
const running: Preparation = async (replay, capture) => {
  await replay.begin(capture, 24, { n: Number(capture.number) })
  replay.pass(100)
}

/** The result of some other values of query 7, by the id that the capture has for it. */
const result =
  (status: string): Preparation =>
  async (replay, { request: { path } }) => {
    await replay.run(7, { status })
    replay.pass(25)
    replay.resultIs(/(\d+)(\.\w+)?$/.exec(path)?.[1] ?? '', `status = '${status}'`)
  }

const newest =
  (within: string): Preparation =>
  (replay, { request: { path } }) =>
    replay.resultIs(/(\d+)(\.\w+)?$/.exec(path.split('?')[0] ?? '')?.[1] ?? '', within)

const workers =
  (count: number): Preparation =>
  ({ redash }) => {
    redash.state.pace.workers = count
  }

const killed: Preparation = (replay) => {
  const { redash } = replay
  const job = redash.state.jobs.at(-1)
  if (job && redash.version === '26.3.0') Object.assign(job, { endedAt: replay.now(), error: '' })
}

const killedAtLast: Preparation = (replay) => {
  const { redash } = replay
  Object.assign(redash.state.jobs.at(-1) ?? {}, { endedAt: replay.now(), error: '' })
}

const racing =
  (query: number, race: 'gone' | 'early'): Preparation =>
  async (replay, capture) => {
    await done(query)(replay, capture)
    replay.redash.faults.race = race
  }

/** The query whose default another capture changed, as it was. */
const restored: Preparation = ({ redash }) => {
  const query = redash.state.queries.find(({ id }) => id === 7)
  const [status] = query?.options.parameters ?? []
  if (query && status) query.options = { parameters: [{ ...status, value: 'paid' }] }
  if (query) query.latest = redash.state.results.findLast(({ sql }) => sql.includes("status = 'paid'"))?.id ?? null
}

/** A result made 8 days ago, and the job that made it. */
const outdated: Preparation = async (replay, capture) => {
  restored(replay, capture)
  await result('returned')(replay, capture)
  const found = replay.redash.state.results.findLast(({ sql }) => sql.includes("status = 'returned'"))
  const latest = replay.redash.state.results.findLast(({ sql }) => sql.includes("status = 'paid'"))
  for (const one of [found, latest]) if (one) one.retrievedAt -= 8 * 86_400_000
}

const alert =
  (state: 'triggered' | 'unknown'): Preparation =>
  ({ redash }) =>
    Object.assign(redash.state.alerts.find(({ id }) => id === 2) ?? {}, { state, lastTriggeredAt: 0 })

/** What had happened on the real server before a capture, and is not in the captures. */
const before: Readonly<Record<string, Preparation>> = {
  'query-old-key-after-regenerate': ({ redash }) =>
    Object.assign(redash.state.queries.find(({ id }) => id === 53) ?? {}, { apiKey: queryKey(153) }),
  'param-text-runner-result': done(4, { name: 'Anna' }),
  'param-text-empty-result': done(4, { name: '' }),
  'param-text-quote-failed': done(4, { name: "O'Neill" }),
  'param-number-result': done(6, { min_amount: 900.5 }),
  'param-mixed-result': async (replay, capture) => done(22, replay.valuesOf(capture))(replay, capture),
  'run-query-results-result': done(44),
  'run-error-failed': done(26),
  'run-division-failed': done(27),
  'run-nothing-failed': done(29),
  'run-unreachable-failed': done(42),
  'job-finished': (replay) => replay.pass(3000),
  'job-cancel-before': running,
  'job-cancel': async (replay, capture) => replay.knows(capture) || (await running(replay, capture)),
  'job-queued-start': workers(0),
  'job-queued-cancel-again': workers(2),
  'job-cancel-by-query-key-own-path': running,
  'job-before-kill': running,
  'job-just-after-kill': killed,
  'job-horse-killed': killedAtLast,
  'job-race-500': racing(29, 'gone'),
  'job-race-failed-while-started': racing(29, 'early'),
  'job-race-started-with-result': racing(28, 'early'),
  'job-cancel-short-query': async (replay, capture) => {
    await replay.begin(capture, 25, { n: replay.valueIn('job-same-query-after-cancel', 'n') })
    replay.pass(100)
  },
  'job-cancel-short-query-later': (replay) => replay.pass(8000),
  'job-cancel-finished': done(28),
  'adhoc-cached': async (replay, { request: { body } }) => {
    await replay.post('query_results', { ...JSON.parse(body), max_age: 0 })
    replay.pass(25)
  },
  'result-by-id-csv': newest("date_trunc('day'"),
  'result-in-query-other-params-user': result('new'),
  'result-in-query-other-params-query-key': result('new'),
  'result-in-query-defaults-query-key': newest("status = 'paid'"),
  'cleanup-result-by-id': outdated,
  'cleanup-job-still-finished': async (replay, capture) => {
    await done(7, { status: 'shipped' })(replay, capture)
    const results = replay.redash.state.results
    results.splice(
      results.findLastIndex(({ sql }) => sql.includes("'shipped'")),
      1,
    )
  },
  'job-expiry-start': ({ redash }) => Object.assign(redash.state.pace, { jobLife: 2000 }),
  'job-expired': (replay) => replay.pass(3000),
  'alert-get-triggered': alert('triggered'),
  'alert-get-muted': alert('unknown'),
  'alert-get-muted-triggered': alert('triggered'),
  'user-old-key': ({ redash }) =>
    Object.assign(redash.state.users.find(({ id }) => id === 8) ?? {}, { apiKey: 'another' }),
  'user-disabled-list-tags': ({ redash }) =>
    Object.assign(redash.state.users.find(({ id }) => id === 8) ?? {}, { disabled: true }),
}

/** Makes it so. */
export async function prepared(replay: Replay, capture: Capture): Promise<void> {
  Object.assign(replay.redash.faults, noFaults())
  if (/^down-redis-(?!job-after)/.test(capture.name)) replay.redash.faults.redisDown = true
  if (/^down-postgres-(?!back)/.test(capture.name)) replay.redash.faults.postgresDown = true
  await before[capture.name]?.(replay, capture)
}
