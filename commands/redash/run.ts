import { z } from 'zod'
import { defineRead, duration, type Form, quoted, reporting, typedName, typedPairs, ValuesWanted } from '#bot'
import {
  ageIn,
  asTyped,
  cancelledInWords,
  cancelRun,
  everyRow,
  findQuery,
  keyFor,
  keysInWords,
  lookAtValues,
  type NamedKey,
  parameterInWords,
  problemWith,
  type QueryRun,
  type ReadQuery,
  type RunEnding,
  readRunnable,
  readStoredRun,
  redash,
  resumeToEnd,
  runAnswer,
  runFailure,
  runToEnd,
  sentValues,
  storedRun,
  valuesForm,
  valuesSpelled,
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
    query: z.string(),
    values: z.record(z.string(), z.string()).default({}),
    fresh: z.boolean().default(false),
    maxAge: z.string().optional(),
  }),
  flags: ['maxAge'],
  names: { query: findQuery },
  unlisted: { query: 'Only those that the settings name are offered.' },
  facts: { rows: 'count' },
  stopScopes: ['redash:jobs:run'],
  run: async function* ({ args, api, need, settings, tokenFor, signal, clock, now, timeZone }) {
    const queryId = args.query.id
    const maxAge = args.fresh ? 0 : args.maxAge === undefined ? settings.maxAge : ageIn(args.maxAge)
    const { query, runnable, choices } = await readRunnable(api, queryId, settings, args.query.takes)
    const { hasText, parameters } = runnable
    const known = { here: { now, zone: timeZone }, choices }
    // What was typed counts more than what a link has.
    const given = { ...valuesSpelled(parameters, args.query.given ?? {}), ...valuesSpelled(parameters, args.values) }
    const looked = lookAtValues(runnable, given, known)
    const name = typedName(args.query)
    const line = (values: Readonly<Record<string, string>>) => {
      const pairs = typedPairs(values)
      return pairs === undefined ? [] : [`redash run ${name} ${pairs}`.trim()]
    }
    const wanted = wantedValues(looked, runnable, known)
    const problem = problemWith(looked)
    if (problem !== undefined) {
      const facts = (of: string) => ({ ...known, choices: choices[of], pattern: runnable.patterns[of] })
      const usual = wanted.flatMap(({ name: of, given: own, problem: wrong, usual: standard }) => {
        const text = own !== undefined && wrong === undefined ? asTyped(own) : standard
        return text === undefined ? [] : [[of, text] as const]
      })
      throw new ValuesWanted(
        `${quoted(query.name)} isn't run. ${problem}`,
        valuesForm(query, wanted, { button: 'Enter values' }),
        parameters.map((one) => ({ name: one.name, text: parameterInWords(one, facts(one.name)) })),
        usual.length === parameters.length ? line(Object.fromEntries(usual)) : [],
      )
    }
    const sent = sentValues(looked)
    const text = hasText ? await need('redash:text-queries:run') : {}
    const key = await keyFor({ tokenFor }, queryId, hasText)
    const run = { queryId, parameters: sent, hasText, key: key?.kind ?? 'user' } as const
    const all = { ...api, ...text }
    const typed = Object.fromEntries(Object.entries(given).map(([of, value]) => [of, asTyped(value)]))
    let resume: ReturnType<typeof storedRun> | undefined
    const ending = yield* reporting((report) =>
      runToEnd(all, run, {
        clock,
        signal,
        maxAge,
        keeping: kept,
        onStarted: (started) => {
          resume = storedRun(started, run, key)
          report(...stepOf(query.name, run.key, { state: 'queued', forMs: 0 }, resume))
        },
        onProgress: (step) => report(...stepOf(query.name, run.key, step, resume)),
      }),
    )
    return answerOf(ending, {
      query,
      run,
      key,
      form: parameters.length > 0 ? valuesForm(query, wanted, { button: 'Change values', sent }) : undefined,
      again: line(typed),
      rows: (of) => everyRow(all, run, of),
      now: clock.now(),
    })
  },
  resume: async function* ({ args, api, need, settings, signal, clock, now, timeZone, resume }) {
    const { started, parameters, keyName } = readStoredRun(resume)
    // It may have been changed since, or is no longer offered.
    const { query, runnable, choices } = await readRunnable(api, started.queryId, settings)
    const { hasText } = runnable
    const known = { here: { now, zone: timeZone }, choices }
    const looked = lookAtValues(runnable, parameters, known)
    const wanted = wantedValues(looked, runnable, known)
    const form =
      looked.length > 0 ? valuesForm(query, wanted, { button: 'Change values', sent: sentValues(looked) }) : undefined
    const text = hasText ? await need('redash:text-queries:run') : {}
    const run = { queryId: started.queryId, parameters: sentValues(looked), hasText, key: started.key }
    const all = { ...api, ...text }
    const ending = yield* reporting((report) =>
      resumeToEnd(all, run, started, {
        clock,
        signal,
        keeping: kept,
        onProgress: (step) =>
          report(...stepOf(query.name, run.key, step, storedRun(started, run, { name: keyName, kind: run.key }))),
      }),
    )
    const typed = Object.fromEntries(Object.entries(parameters).map(([of, value]) => [of, asTyped(value)]))
    const pairs = typedPairs(typed)
    const again = pairs === undefined ? [] : [`redash run ${typedName(args.query)} ${pairs}`.trim()]
    const key = { name: keyName, kind: run.key }
    return answerOf(ending, { query, run, key, form, again, rows: (of) => everyRow(all, run, of), now: clock.now() })
  },
  stop: async ({ api, resume }) => cancelledInWords(await cancelRun(api, readStoredRun(resume).started)),
})

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
