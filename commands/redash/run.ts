import { z } from 'zod'
import {
  defineRead,
  duration,
  type Form,
  quoted,
  type Ref,
  reporting,
  typedName,
  typedPairs,
  UserError,
  ValuesWanted,
  withItems,
} from '#bot'
import {
  ageIn,
  asTyped,
  cancelledInWords,
  cancelRun,
  everyRow,
  exposedQueries,
  findQuery,
  type GivenValues,
  keyFor,
  keysInWords,
  lookAtValues,
  type NamedKey,
  ownProperty,
  type PastRun,
  parameterInWords,
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
  runAnswer,
  runFailure,
  runToEnd,
  type Started,
  sentValues,
  storedRun,
  type TextApi,
  valuesForm,
  valuesSpelled,
  type WantedValue,
  wantedValues,
} from '#redash'

/** How much of a result is kept in memory; a larger one is read a second time, row by row. */
const kept = { rows: 2_000, characters: 2_000_000 }

const ageOf = (retrievedAt: number, now: number): string =>
  now - retrievedAt < 2_000 ? 'read just now' : `${duration(now - retrievedAt)} old`

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
  stopScopes: ['redash:jobs:run'],
  run: async function* ({
    args,
    api,
    need,
    may,
    past,
    settings,
    addresses,
    bound,
    tokenFor,
    signal,
    clock,
    now,
    timeZone,
  }) {
    if (args.query === undefined) {
      if (Object.keys(args.values).length > 0) throw new UserError('Which query? Type its name before the values.')
      const [offered, { own, here }] = await Promise.all([
        exposedQueries(api, settings.expose, { bound: bound('queryId') }),
        past(),
      ])
      const asking = { offered, addresses, mayText: may('redash:text-queries:run') }
      return offerOf(
        pastRuns(own, { ...asking, of: 'lines' }).slice(0, mostOffered),
        pastRuns(here, { ...asking, of: 'queries' }).slice(0, mostOffered),
      )
    }
    const queryId = args.query.id
    const maxAge = args.fresh ? 0 : args.maxAge === undefined ? settings.maxAge : ageIn(args.maxAge)
    const { query, runnable, choices } = await readRunnable(api, queryId, settings, args.query.takes)
    const { hasText, parameters } = runnable
    const known = { here: { now, zone: timeZone }, choices }
    // What was typed counts more than what a link has.
    const given = { ...valuesSpelled(parameters, args.query.given ?? {}), ...valuesSpelled(parameters, args.values) }
    const looked = lookAtValues(runnable, given, known)
    const wanted = wantedValues(looked, runnable, known)
    const problem = problemWith(looked)
    if (problem !== undefined) {
      const facts = (of: string) => ({
        ...known,
        choices: ownProperty(choices, of),
        pattern: ownProperty(runnable.patterns, of),
      })
      const usual = wanted.flatMap(({ name: of, given: own, problem: wrong, usual: standard }) => {
        const text = own !== undefined && wrong === undefined ? asTyped(own) : standard
        return text === undefined ? [] : [[of, text] as const]
      })
      throw new ValuesWanted(
        `${quoted(query.name)} isn't run. ${problem}`,
        valuesForm(query, wanted, { button: 'Enter values' }),
        parameters.map((one) => ({ name: one.name, text: parameterInWords(one, facts(one.name)) })),
        usual.length === parameters.length ? lineOf(query, Object.fromEntries(usual)) : [],
      )
    }
    const sent = sentValues(looked)
    const text = hasText ? await need('redash:text-queries:run') : {}
    const key = await keyFor({ tokenFor }, queryId, hasText)
    const run = { queryId, parameters: sent, hasText, key: key?.kind ?? 'user' } as const
    const all = { ...api, ...text }
    return yield* followed({
      query,
      run,
      key,
      wanted,
      values: given,
      api: all,
      clock,
      toEnd: (steps) => runToEnd(all, run, { ...steps, clock, signal, maxAge, keeping: kept }),
    })
  },
  resume: async function* ({ api, need, settings, signal, clock, now, timeZone, resume }) {
    const { started, parameters, keyName } = readStoredRun(resume)
    // It may have been changed since, or is no longer offered.
    const { query, runnable, choices } = await readRunnable(api, started.queryId, settings)
    const { hasText } = runnable
    const known = { here: { now, zone: timeZone }, choices }
    const looked = lookAtValues(runnable, parameters, known)
    const text = hasText ? await need('redash:text-queries:run') : {}
    const run = { queryId: started.queryId, parameters: sentValues(looked), hasText, key: started.key }
    const all = { ...api, ...text }
    return yield* followed({
      query,
      run,
      key: { name: keyName, kind: run.key },
      wanted: wantedValues(looked, runnable, known),
      values: parameters,
      api: all,
      clock,
      started,
      toEnd: (steps) => resumeToEnd(all, run, started, { ...steps, clock, signal, keeping: kept }),
    })
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
  const ending = yield* reporting((report) =>
    toEnd({
      onStarted: (one) => {
        resume = storedRun(one, run, key)
        report(...stepOf(query.name, run.key, { state: 'queued', forMs: 0 }, resume))
      },
      onProgress: (step) => report(...stepOf(query.name, run.key, step, resume)),
    }),
  )
  const typed = Object.fromEntries(Object.entries(values).map(([of, value]) => [of, asTyped(value)]))
  return answerOf(ending, {
    query,
    run,
    key,
    form: wanted.length > 0 ? valuesForm(query, wanted, { button: 'Change values', sent: run.parameters }) : undefined,
    again: lineOf(query, typed),
    rows: (of) => everyRow(api, run, of),
    now: clock.now(),
  })
}

/** The line that runs a query with these values, if it can be typed. */
const lineOf = (query: Ref, values: Readonly<Record<string, string>>): readonly string[] => {
  const pairs = typedPairs(values)
  return pairs === undefined ? [] : [`redash run ${typedName(query)} ${pairs}`.trim()]
}

/** How many runs are offered of one's own, and of the channel. */
const mostOffered = 5

/** What may be run, if the line names no query. */
const offerOf = (own: readonly PastRun[], here: readonly PastRun[]) => {
  const lines = (runs: readonly PastRun[]) => runs.flatMap((one) => lineOf(one, one.values))
  const [mine, top] = [lines(own), lines(here)]
  const all = [...new Set([...mine, ...top])]
  return {
    title: 'Which query?',
    lead:
      all.length === 0
        ? 'Nothing that you may run was run here in the last 30 days. “/redash queries” lists what is offered.'
        : 'Press a button, or type “/redash run” and a name. “/redash queries” lists what is offered.',
    lists: withItems([
      { title: 'You ran lately', items: mine },
      { title: 'Run most in this channel', items: top },
    ]),
    next: [...all.map((line) => ({ line, label: line.replace(/^redash run /, '') })), 'redash queries'],
  }
}

type Step = { readonly state: 'queued' | 'started'; readonly forMs: number }

/** What is shown while a run goes on, and what it is taken up with. */
const stepOf = (name: string, kind: QueryRun['key'], { state, forMs }: Step, resume?: ReturnType<typeof storedRun>) => {
  const long = forMs < 1_000 ? '' : `: ${duration(Math.floor(forMs / 1_000) * 1_000)}`
  const does = `${quoted(name)} is ${state === 'queued' ? 'queued' : 'running'} in Redash${long}`
  // Only the key of a user can cancel.
  const text = kind === 'user' ? does : `${does}, with the key of the query, which can’t cancel it`
  return [text, { ...(resume && { resume }), ...(kind === 'user' && { stop: stopping }) }] as const
}

const stopping = {
  label: 'Cancel the run',
  title: 'Cancel the run?',
  text: 'Identical runs are one in Redash, so this cancels it for everybody who waits for it.',
}

/** What was run, and how. */
interface Done {
  readonly query: ReadQuery['query']
  readonly run: QueryRun
  readonly key: NamedKey | undefined
  /** Asks for other values; undefined if it takes none. */
  readonly form: Form | undefined
  /** The line that runs it again, if it can be typed. */
  readonly again: readonly string[]
  readonly rows: (result: Rows['result']) => ReturnType<typeof everyRow>
  readonly now: number
}
type Rows = Extract<RunEnding, { readonly is: 'rows' }>

/** The answer of a run that is over. Throws FailedError if it has no rows to show. */
const answerOf = (ending: RunEnding, { query, run, key, form, again, rows, now }: Done) => {
  const next = again.flatMap((one) => [
    { line: `${one} --fresh`, label: 'Run fresh' },
    { line: one, label: 'Run again' },
  ])
  const notes = [keysInWords(key ? [{ name: key.name, isBound: key.kind === 'query' }] : [], 'Run')]
  if (ending.is === 'without rows')
    return {
      title: `${quoted(query.name)} ran and returned no table`,
      facts: { rows: 0 },
      notes,
      next,
      ...(form && { form }),
    }
  if (ending.is !== 'rows') throw runFailure(ending, query.name)
  const { result } = ending
  const age = ageOf(result.retrievedAt, now)
  const answer = runAnswer({ query, parameters: run.parameters, result, rows: rows(result), age })
  return {
    ...answer,
    ...(form && { form }),
    notes: [...answer.notes, ...notes],
    next: [...next, `redash query show ${typedName({ id: query.id, name: query.name })}`],
  }
}
