import { z } from 'zod'
import { clausesText, count, defineRead, findSource, questionIn, quoted, typedName, UserError } from '#bot'
import {
  askMetrics,
  hasWildcards,
  metricsQuery,
  metricsTable,
  mostRows,
  offeredViews,
  questionInWords,
  rill,
  stretchInWords,
  viewDays,
  viewMembers,
  whoseRights,
} from '#rill'

/** How many rows are shown at once. */
const most = 20

export default defineRead(rill, {
  summary: 'Query a metrics view: measures by dimension, over time.',
  examples: [
    'rill metrics total_bids from ads_metrics by publisher',
    'rill metrics total_bids, avg_bid from ads_metrics per day last 7 days',
    'rill metrics total_spend from ads_metrics by domain where publisher in (Google, Yahoo) top 10',
  ],
  press: 'show',
  scopes: ['rill:views:read', 'rill:metrics:run'],
  answers: 'rows',
  args: z.object({ query: z.string() }),
  facts: { rows: 'count', value: 'count' },
  run: async ({ args, api, settings, now }) => {
    const { mode, timezone: zone } = settings
    const views = await offeredViews(api, settings)
    const view = findSource(
      args.query,
      views.map((one) => ({ ...one, also: [one.title] })),
      'metrics view',
    )
    if (!view.isValid)
      throw new UserError(`The metrics view ${quoted(view.name)} has an error in Rill. Ask whoever runs the project.`)
    const members = viewMembers(view, await api.viewSchema({ view: view.name }))
    const { query, span } = questionIn(args.query, members, { now, zone }, view.name)
    const sent = metricsQuery(query, { view: view.name, members, stretch: span, zone })
    const { rows, head } = await askMetrics(api, sent)
    const { columns, rows: cells } = metricsTable(query, head, rows, zone)
    const isEmpty = rows.length === 0
    const isFigure = rows.length === 1 && columns.length === 1 && query.measures.length === 1
    const [only = null] = isFigure ? (cells[0] ?? []) : []
    const title = questionInWords(query, view)
    // Of rows that a policy hides, nothing is left to count.
    const isNothing = isEmpty || (isFigure && (only === 0 || only === null))
    const days = isNothing && span !== undefined ? await viewDays(api, view.name) : undefined
    const shown = typeof only === 'number' ? count(only) : String(only ?? 'no figure')
    const size = isEmpty ? 'no rows' : `${count(rows.length)} ${rows.length === 1 ? 'row' : 'rows'}`
    return {
      title: `${title}: ${isFigure ? shown : size}`,
      facts: { rows: rows.length, value: typeof only === 'number' ? only : null },
      fields: [
        { label: 'Understood as', value: clausesText(query) },
        ...(span === undefined ? [] : [{ label: 'Time', value: stretchInWords(span, zone) }]),
      ],
      ...(!isEmpty && !isFigure && { table: { columns, rows: cells, total: rows.length, atOnce: most } }),
      notes: [
        whoseRights(mode, isNothing),
        ...(days === undefined ? [] : [`This view has rows from ${days.from} to ${days.to} (UTC).`]),
        ...(query.limit === undefined && rows.length === mostRows
          ? [`Rill gives at most ${count(mostRows)} rows at a time, so there may be more. Ask for less.`]
          : []),
        ...(hasWildcards(query.where)
          ? ['Rill takes “_” in a part of a text for any one character, and “%” for any number of them.']
          : []),
      ],
      next: [
        { line: `rill views ${typedName({ id: view.name, name: view.name })}`, label: `Show what ${view.name} has` },
      ],
    }
  },
})
