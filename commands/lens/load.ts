import { z } from 'zod'
import { cellText, clausesText, count, defineRead, duration, moment, questionIn } from '#bot'
import {
  answered,
  askedQuery,
  columnsOf,
  type LoadApi,
  lens,
  loadOnce,
  questionInWords,
  rowsOf,
  stopped,
  stretchInWords,
  type WaitContext,
} from '#lens'

/** How many rows are shown at once. */
const most = 20

const rowsInWords = (rows: number): string => (rows === 0 ? 'no rows' : `${count(rows)} ${rows === 1 ? 'row' : 'rows'}`)

export default defineRead(lens, {
  summary: 'Query measures by dimensions and time',
  examples: [
    'lens sales.revenue by region',
    'lens revenue per month last 90 days',
    'lens load total_customers by city where city in (Oslo, Lima) top 2',
  ],
  press: 'show',
  also: ['lens'],
  scopes: ['lens:meta:read', 'lens:data:run'],
  answers: 'rows',
  args: z.object({ query: z.string() }),
  facts: { rows: 'count', value: 'count' },
  run: (given) => rowsFor(given),
  resume: (given) => rowsFor(given),
  stopped,
})

interface Given extends WaitContext {
  readonly args: { readonly query: string }
  readonly api: LoadApi
  readonly settings: { readonly timezone: string }
  readonly now: number
}

/** Runs the query, or joins the one that the bot asked for before it was restarted. */
async function* rowsFor({ args, api, settings: { timezone }, now, ...waiting }: Given) {
  const tables = await api.meta()
  const { query, words, isLimited } = askedQuery(args.query, tables, timezone, (all) =>
    questionIn(args.query, all, { now, zone: timezone }),
  )
  const loaded = yield* answered(() => loadOnce(api, query), { ...waiting, inWords: duration })
  const { rows, head } = loaded
  const columns = columnsOf(query, head)
  const cells = rowsOf(columns, rows)
  const title = questionInWords(query, tables)
  const [column] = columns
  const isFigure = cells.length === 1 && columns.length === 1 && column?.isNumber
  const [only] = isFigure ? (cells[0] ?? []) : []
  const value = only === undefined || only === null ? null : Number(only)
  // As in a table: the number of a measure in groups, that of a dimension as it is.
  const figure = value !== null && Number.isFinite(value) && query.measures ? cellText(only, { type: 'decimal' }) : only
  const { secured } = head.query.meta ?? {}
  const refreshed = Date.parse(head.lastRefreshTime ?? '')
  return {
    title: `${title}: ${only === undefined ? rowsInWords(loaded.count) : (figure ?? 'no figure')}`,
    facts: { rows: loaded.count, value: value !== null && Number.isFinite(value) ? value : null },
    fields: [
      ...(words === undefined ? [] : [{ label: 'Understood as', value: clausesText(words.query) }]),
      ...(words?.span === undefined ? [] : [{ label: 'Time', value: stretchInWords(words.span, timezone) }]),
    ],
    ...(only === undefined &&
      cells.length > 0 && {
        table: {
          columns: columns.map(({ label, type, align }) => ({ label, type, ...(align && { align }) })),
          rows: cells,
          total: cells.length,
          atOnce: most,
        },
      }),
    notes: [
      ...(loaded.count === query.limit && !isLimited
        ? [
            `I asked for at most ${count(query.limit)} rows, so there may be more. Narrow the query, or ${words ? 'end it with “limit 50000”' : 'give it a “limit” of its own'}.`,
          ]
        : []),
      ...(rows.length < loaded.count
        ? [`The rows are large: only the first ${count(rows.length)} of ${count(loaded.count)} were kept.`]
        : []),
      ...((secured?.dimensions?.length ?? 0) + (secured?.segments?.length ?? 0) > 0
        ? ['A policy of the Lens masks or filters this for the key that asked.']
        : []),
    ],
    provenance: {
      renewed: Number.isNaN(refreshed)
        ? 'Lens doesn’t say how fresh this is'
        : `Lens last refreshed this at ${moment(refreshed)}`,
    },
  }
}
