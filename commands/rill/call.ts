import { z } from 'zod'
import { count, defineRead, quoted, typedName, typedPairs, ValuesWanted } from '#bot'
import { argumentInWords, checkArguments, findApi, formOf, offeredApi, rill, rowsTable, whoseRights } from '#rill'

/** How many rows are shown at once. */
const most = 20

export default defineRead(rill, {
  summary: 'Call a custom API and show its rows.',
  examples: ['rill top_domains', 'rill documented domain=acme.com limit=3', 'rill call documented domain=acme.com'],
  press: 'call …',
  also: ['rill'],
  scopes: ['rill:apis:read', 'rill:apis:run'],
  answers: 'rows',
  args: z.object({ api: z.string(), values: z.record(z.string(), z.string()).default({}) }),
  names: { api: findApi },
  unlisted: { api: 'Only those that the settings name are offered.' },
  facts: { rows: 'count' },
  run: async ({ args, api, settings, groups }) => {
    const name = args.api.id
    const offered = await offeredApi(api, { settings, groups }, name)
    const { sent, problems } = checkArguments(offered, args.values)
    if (problems.length > 0)
      throw new ValuesWanted(
        `I didn’t call ${quoted(name)}. ${problems.map(({ says }) => says).join(' ')}`,
        formOf(offered, args.values),
        offered.arguments.map((one) => ({ name: one.name, text: argumentInWords(one) })),
      )
    const rows = await Array.fromAsync(
      offered.method === 'POST'
        ? api.postApi({ name, body: sent as Parameters<typeof api.postApi>[0]['body'] })
        : api.callApi({ name, query: sent as Parameters<typeof api.callApi>[0]['query'] }),
    )
    const { columns, rows: cells, isOrdered } = rowsTable(offered, rows)
    const given = typedPairs(args.values)
    const again = given === undefined ? [] : [`rill call ${typedName(args.api)} ${given}`.trim()]
    const isEmpty = rows.length === 0
    return {
      title: `${quoted(name)} has ${isEmpty ? 'no' : count(rows.length)} ${rows.length === 1 ? 'row' : 'rows'}`,
      ...(offered.summary !== undefined && { lead: offered.summary }),
      facts: { rows: rows.length },
      fields: [],
      ...(!isEmpty && { table: { columns, rows: cells, total: rows.length, atOnce: most } }),
      notes: [
        whoseRights(settings.mode, isEmpty),
        ...(isEmpty || isOrdered ? [] : ['Rill gives the columns in alphabetical order, whatever the query says.']),
      ],
      next: [...again.map((line) => ({ line, label: 'Call again' })), 'rill apis'],
    }
  },
})
