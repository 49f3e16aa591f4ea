import { z } from 'zod'
import { defineRead, typedName } from '#bot'
import {
  byName,
  emptyList,
  exposedQueries,
  hasTags,
  holding,
  keysInWords,
  listedName,
  listTitle,
  redash,
  selectionIn,
} from '#redash'

/** How many rows are shown at once. */
const most = 20

export default defineRead(redash, {
  summary: 'Which saved queries can be run from here?',
  examples: ['redash queries', 'redash queries revenue', 'redash queries orders #sales'],
  scopes: ['redash:queries:read'],
  args: z.object({ words: z.string().optional() }),
  facts: { queries: 'count' },
  run: async ({ args, api, settings, tokenFor, bound }) => {
    const selection = selectionIn(args.words)
    const { words, tags } = selection
    const [offered, lister] = await Promise.all([
      exposedQueries(api, settings.expose, { words, bound: bound('queryId') }),
      tokenFor('queries', {}),
    ])
    // Redash searches for the words; with keys of queries alone nobody does.
    const hasWords = holding(lister ? undefined : words)
    const found = offered
      .filter((one) => hasTags(one.tags, tags) && hasWords(`${one.name} ${one.description ?? ''}`))
      .toSorted((a, b) => byName(a.name, b.name))
    const keys = lister ? [lister] : await Promise.all(found.map(({ id }) => tokenFor('query', { queryId: id })))
    if (found.length === 0) return { ...emptyList('query', selection), facts: { queries: 0 }, fields: [] }
    return {
      title: listTitle('query', found.length, selection),
      facts: { queries: found.length },
      fields: [],
      table: {
        columns: [
          { label: 'Query', type: 'text' },
          { label: 'Parameters', type: 'text' },
          { label: 'Owner', type: 'text' },
          { label: 'Last run', type: 'time' },
          { label: 'Tags', type: 'text' },
        ],
        rows: found.map((one) => [
          listedName(one),
          one.options.parameters.map(({ name }) => name).join(', '),
          one.user?.name ?? null,
          one.retrieved_at ?? null,
          one.tags.join(', '),
        ]),
        total: found.length,
        atOnce: most,
      },
      notes: [
        keysInWords(keys),
        ...(words !== undefined && lister ? ['Redash searches the name, the description and the SQL.'] : []),
        ...(lister ? [] : ["The key of a query doesn't tell when it was last run."]),
      ],
      next: found.slice(0, 2).map((one) => `redash query show ${typedName(one)}`),
      page: 'queries',
      provenance: { renewed: 'last runs are those with the stored defaults' },
    }
  },
})
