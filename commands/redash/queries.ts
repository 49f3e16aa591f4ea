import { z } from 'zod'
import { count, defineRead, quoted, typedName } from '#bot'
import { byName, exposedQueries, type FoundQuery, hasTags, holding, keysInWords, redash, selectionIn } from '#redash'

/** How many rows are shown at once. */
const most = 20

const nameOf = ({ name, is_archived, is_draft }: FoundQuery): string =>
  name + (is_archived ? ' (archived)' : is_draft ? ' (draft)' : '')

export default defineRead(redash, {
  summary: 'Which saved queries can be run from here?',
  examples: ['redash queries', 'redash queries revenue', 'redash queries orders #sales'],
  scopes: ['redash:queries:read'],
  args: z.object({ words: z.string().optional() }),
  facts: { queries: 'count' },
  run: async ({ args, api, settings, tokenFor, bound }) => {
    const { words, tags } = selectionIn(args.words)
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
    const matching = [
      ...(words === undefined ? [] : [`with ${quoted(words)}`]),
      ...(tags.length === 0 ? [] : [`tagged ${tags.map((tag) => `#${tag}`).join(' ')}`]),
    ].join(', ')
    if (found.length === 0) {
      const isAll = matching === ''
      return {
        title: isAll ? 'No query is offered here' : `No query ${matching} is offered here`,
        ...(isAll && { lead: 'Whoever runs the bot can offer some: “expose:” in the settings of the connection.' }),
        facts: { queries: 0 },
        next: isAll ? [] : ['redash queries'],
      }
    }
    return {
      title: `${count(found.length)} ${found.length === 1 ? 'query' : 'queries'}${matching === '' ? '' : ` ${matching}`}`,
      facts: { queries: found.length },
      table: {
        columns: [
          { label: 'Query', type: 'text' },
          { label: 'Parameters', type: 'text' },
          { label: 'Owner', type: 'text' },
          { label: 'Last run', type: 'time' },
          { label: 'Tags', type: 'text' },
        ],
        rows: found.map((one) => [
          nameOf(one),
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
        ...(words !== undefined && lister ? ['Words are looked for in the name, the description and the SQL.'] : []),
        ...(lister ? [] : ["The key of a query doesn't tell when it was last run."]),
      ],
      next: found.slice(0, 2).map((one) => `redash query show ${typedName(one)}`),
      page: 'queries',
      provenance: { renewed: 'last runs are those with the stored defaults' },
    }
  },
})
