import { z } from 'zod'
import { defineRead, duration, type Ref, reporting, typedName, typedPairs, UserError } from '#bot'
import {
  ageIn,
  asTyped,
  cancelledInWords,
  cancelling,
  cancelRun,
  endingAnswer,
  everyRow,
  exposedQueries,
  findQuery,
  type GivenValues,
  keyFor,
  lookAtValues,
  type NamedKey,
  type PastRun,
  pastRuns,
  problemWith,
  type QueryRun,
  type QueryRunOptions,
  type ReadQuery,
  type RunApi,
  type RunEnding,
  readRunnable,
  readStoredRun,
  redash,
  resumeToEnd,
  runOffer,
  runStep,
  runToEnd,
  type Started,
  sentValues,
  storedRun,
  type TextApi,
  valuesAsked,
  valuesForm,
  valuesSpelled,
  type WantedValue,
  wantedValues,
} from '#redash'

/** How much of a result is kept in memory; a larger one is read a second time, row by row. */
const kept = { rows: 2_000, characters: 2_000_000 }

/** How many runs are offered of one's own, and of the channel. */
const mostOffered = 5

export default defineRead(redash, {
  summary: 'Run a saved query and show its rows.',
  examples: [
    'redash run Daily orders',
    'redash run Orders by status status=paid',
    'redash run Orders by status status=paid --fresh',
    'redash run Customers (all types) --max-age 10m',
  ],
  press: 'run …',
  answers: 'rows',
  scopes: [
    'redash:queries:read',
    'redash:queries:run',
    'redash:jobs:read',
    'redash:results:read',
    'redash:dropdowns:read',
  ],
  optionalScopes: ['redash:text-queries:run'],
  args: z.object({
    query: z.string().optional(),
    values: z.record(z.string(), z.string()).default({}),
    fresh: z.boolean().default(false),
    maxAge: z.string().optional(),
  }),
  flags: ['maxAge'],
  names: { query: findQuery },
  unlisted: { query: 'Only those that the settings name are offered.' },
  facts: { rows: 'count' },
  watched: true,
  stopScopes: ['redash:jobs:run'],
  run: async function* ({
    args,
    bound,
    api,
    need,
    may,
    past,
    settings,
    addresses,
    tokenFor,
    signal,
    clock,
    now,
    timeZone,
  }) {
    if (args.query === undefined) {
      if (Object.keys(args.values).length > 0) throw new UserError('Which query? Type its name before the values.')
      const offers = exposedQueries(api, settings.expose, { bound: bound('queryId') })
      const [offered, { own, here }] = await Promise.all([offers, past()])
      const asking = { offered, addresses, mayText: may('redash:text-queries:run') }
      const lines = (runs: readonly PastRun[]) =>
        runs.slice(0, mostOffered).flatMap((one) => lineOf(one, one.values) ?? [])
      return runOffer(
        lines(pastRuns(own, { ...asking, of: 'lines' })),
        lines(pastRuns(here, { ...asking, of: 'queries' })),
      )
    }
    const queryId = args.query.id
    const maxAge = args.fresh ? 0 : args.maxAge === undefined ? settings.maxAge : ageIn(args.maxAge)
    const read = await readRunnable(api, queryId, settings, args.query.takes)
    const { query, runnable, choices } = read
    const { hasText, parameters } = runnable
    const known = { here: { now, zone: timeZone }, choices }
    // What was typed counts more than what a link has.
    const values = { ...valuesSpelled(parameters, args.query.given ?? {}), ...valuesSpelled(parameters, args.values) }
    const looked = lookAtValues(runnable, values, known)
    const wanted = wantedValues(looked, runnable, known)
    const problem = problemWith(looked)
    if (problem !== undefined)
      throw valuesAsked(read, wanted, { problem, known, typed: (given) => lineOf(query, given) })
    const all = { ...api, ...(hasText ? await need('redash:text-queries:run') : {}) }
    const key = await keyFor({ tokenFor }, queryId, hasText)
    const run = { queryId, parameters: sentValues(looked), hasText, key: key?.kind ?? 'user' } as const
    const toEnd: Run['toEnd'] = (steps) => runToEnd(all, run, { ...steps, clock, signal, maxAge, keeping: kept })
    return yield* followed({ query, run, key, wanted, values, api: all, clock, toEnd })
  },
  resume: async function* ({ api, need, settings, signal, clock, now, timeZone, resume }) {
    const { started, parameters: values, keyName } = readStoredRun(resume)
    const { queryId } = started
    // It may have been changed since, or is no longer offered.
    const { query, runnable, choices } = await readRunnable(api, queryId, settings)
    const { hasText } = runnable
    const known = { here: { now, zone: timeZone }, choices }
    const looked = lookAtValues(runnable, values, known)
    const wanted = wantedValues(looked, runnable, known)
    const all = { ...api, ...(hasText ? await need('redash:text-queries:run') : {}) }
    const run = { queryId, parameters: sentValues(looked), hasText, key: started.key }
    const key = { name: keyName, kind: run.key }
    const toEnd: Run['toEnd'] = (steps) => resumeToEnd(all, run, started, { ...steps, clock, signal, keeping: kept })
    return yield* followed({ query, run, key, wanted, values, api: all, clock, started, toEnd })
  },
  stop: async ({ api, resume }) => cancelledInWords(await cancelRun(api, readStoredRun(resume).started)),
})

/** A run whose values were checked: one that begins now, or one that is taken up. */
interface Run {
  readonly query: ReadQuery['query']
  readonly run: QueryRun
  readonly key: NamedKey | undefined
  readonly wanted: readonly WantedValue[]
  /** What the line that runs it again has. */
  readonly values: GivenValues
  readonly api: RunApi & Partial<TextApi>
  readonly clock: { now(): number }
  /** What is taken up; undefined if it begins now. */
  readonly started?: Started
  readonly toEnd: (steps: Pick<QueryRunOptions, 'onStarted' | 'onProgress'>) => Promise<RunEnding>
}

/** Shows how a run goes on, and then how it ended. */
async function* followed({ query, run, key, wanted, values, api, clock, started, toEnd }: Run) {
  let resume = started && storedRun(started, run, key)
  const ending = yield* reporting((report) => {
    const onProgress: QueryRunOptions['onProgress'] = ({ state, forMs }) => {
      const long = forMs < 1_000 ? '' : duration(Math.floor(forMs / 1_000) * 1_000)
      report(runStep(query.name, run.key, { state, for: long }), {
        ...(resume && { resume }),
        ...(run.key === 'user' && { stop: cancelling }),
      })
    }
    return toEnd({
      onProgress,
      onStarted: (one) => {
        resume = storedRun(one, run, key)
        onProgress({ state: 'queued', forMs: 0 })
      },
    })
  })
  const now = clock.now()
  return endingAnswer(ending, {
    query,
    run,
    key,
    form: wanted.length > 0 ? valuesForm(query, wanted, { button: 'Change values', sent: run.parameters }) : undefined,
    again: lineOf(query, Object.fromEntries(Object.entries(values).map(([name, value]) => [name, asTyped(value)]))),
    shows: `redash query show ${typedName({ id: query.id, name: query.name })}`,
    rows: (result) => everyRow(api, run, result),
    age: (at) => (now - at < 2_000 ? 'read just now' : `${duration(now - at)} old`),
  })
}

/** The line that runs a query with these values; undefined if it can't be typed. */
const lineOf = (query: Ref, values: Readonly<Record<string, string>>): string | undefined => {
  const pairs = typedPairs(values)
  return pairs === undefined ? undefined : `redash run ${typedName(query)} ${pairs}`.trim()
}
