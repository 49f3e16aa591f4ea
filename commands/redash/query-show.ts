import { z } from 'zod'
import { defineRead, quoted, typedName, typedPairs, UserError, withItems } from '#bot'
import {
  checkQuery,
  choicesOf,
  findQuery,
  keysInWords,
  lastRunOf,
  momentInWords,
  ownProperty,
  parameterInWords,
  readExposed,
  redash,
  scheduleInWords,
  usualValues,
} from '#redash'

/** What a read gives, or why it can't be given, as the person is told. */
const orWhy = async <T>(work: () => T | Promise<T>): Promise<{ readonly is: T } | { readonly why: string }> => {
  try {
    return { is: await work() }
  } catch (error) {
    if (error instanceof UserError) return { why: error.message }
    throw error
  }
}

export default defineRead(redash, {
  summary: 'What does this query do, and which parameters does it take?',
  examples: ['redash query Orders by status', 'redash query 22'],
  scopes: ['redash:queries:read', 'redash:dropdowns:read'],
  args: z.object({ query: z.string() }),
  names: { query: findQuery },
  facts: { parameters: 'count' },
  run: async ({ args, api, settings, tokenFor, now, timeZone }) => {
    const queryId = args.query.id
    const [key, lister] = await Promise.all([tokenFor('query', { queryId }), tokenFor('queries', {})])
    const query = await readExposed.query(api, queryId, settings.expose)
    const runnable = await orWhy(() => checkQuery(query, settings.text))
    const parameters = query.options.parameters
    const [choices, lastRun] = await Promise.all([
      orWhy(() => choicesOf(api, query, { parameters })),
      lister ? lastRunOf(api, query) : undefined,
    ])
    const patterns = settings.text[queryId] ?? {}
    const schedule = scheduleInWords(query.schedule)
    const state = query.is_archived ? 'archived' : query.is_draft ? 'draft' : undefined
    const many = parameters.length
    const usual = 'is' in runnable ? usualValues(runnable.is.parameters, { now, zone: timeZone }) : undefined
    const pairs = usual && typedPairs(usual)
    const run = pairs === undefined ? [] : [`redash run ${typedName(args.query)} ${pairs}`.trim()]
    return {
      title: `${quoted(query.name)} ${many === 0 ? 'takes no parameters' : `takes ${many} ${many === 1 ? 'parameter' : 'parameters'}`}`,
      ...(query.description && { lead: query.description }),
      facts: { parameters: many },
      fields: [
        { label: 'Number', value: `#${query.id}` },
        { label: 'Owner', value: query.user?.name ?? 'not known' },
        {
          label: 'Last run',
          value: lastRun ? momentInWords(lastRun) : lastRun === null ? 'no stored result' : 'not known',
        },
        { label: 'Schedule', value: schedule ?? 'none' },
        ...(query.tags.length > 0 ? [{ label: 'Tags', value: query.tags.join(', ') }] : []),
        ...(state ? [{ label: 'State', value: state }] : []),
      ],
      lists: withItems([
        {
          title: 'Parameters',
          items: parameters.map((one) => ({
            name: one.name,
            text: parameterInWords(one, {
              here: { now, zone: timeZone },
              choices: 'is' in choices ? ownProperty(choices.is, one.name) : undefined,
              pattern: ownProperty(patterns, one.name),
            }),
          })),
        },
      ]),
      notes: [
        ...('why' in runnable ? [runnable.why] : 'why' in choices ? [choices.why] : []),
        ...(query.is_archived ? ['It is archived: it can still be run, and Redash no longer lists it.'] : []),
        keysInWords([key]),
        ...(lister ? [] : ["The key of a query doesn't tell when it was last run."]),
      ],
      next: [...run, 'redash queries'],
      provenance: { renewed: 'the last run is the one with the stored defaults' },
    }
  },
})
