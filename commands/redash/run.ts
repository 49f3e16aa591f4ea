import { z } from 'zod'
import { defineRead, duration, quoted, reporting, typedName, typedPairs, ValuesWanted } from '#bot'
import {
  ageIn,
  asTyped,
  everyRow,
  findQuery,
  keyFor,
  keysInWords,
  lookAtValues,
  parameterInWords,
  problemWith,
  readRunnable,
  redash,
  runAnswer,
  runFailure,
  runToEnd,
  sentValues,
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
  run: async function* ({ args, api, need, settings, tokenFor, signal, clock, now, timeZone }) {
    const queryId = args.query.id
    const maxAge = args.fresh ? 0 : args.maxAge === undefined ? settings.maxAge : ageIn(args.maxAge)
    const { query, runnable, choices } = await readRunnable(api, queryId, settings)
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
    const ending = yield* reporting((report) =>
      runToEnd(all, run, {
        clock,
        signal,
        maxAge,
        keeping: kept,
        onProgress: ({ state, forMs }) =>
          report(`${quoted(query.name)} is ${state === 'queued' ? 'queued' : 'running'} in Redash: ${duration(forMs)}`),
      }),
    )
    const again = line(Object.fromEntries(Object.entries(given).map(([of, value]) => [of, asTyped(value)])))
    const next = again.flatMap((one) => [
      { line: `${one} --fresh`, label: 'Run fresh' },
      { line: one, label: 'Run again' },
    ])
    const change = parameters.length > 0 && { form: valuesForm(query, wanted, { button: 'Change values', sent }) }
    const notes = [keysInWords(key ? [{ name: key.name, isBound: key.kind === 'query' }] : [], 'Run')]
    if (ending.is === 'without rows')
      return {
        title: `${quoted(query.name)} ran and returned no table`,
        facts: { rows: 0 },
        notes,
        next,
        ...change,
      }
    if (ending.is !== 'rows') throw runFailure(ending, query.name)
    const { result } = ending
    const answer = runAnswer({
      query,
      parameters: sent,
      result,
      rows: everyRow(all, run, result),
      age: ageOf(result.retrievedAt, clock.now()),
    })
    return { ...answer, ...change, notes: [...answer.notes, ...notes], next: [...next, `redash query show ${name}`] }
  },
})
