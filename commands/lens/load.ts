import { z } from 'zod'
import { clausesText, count, defineRead, duration, FailedError, progress, questionIn } from '#bot'
import {
  askedQuery,
  columnsOf,
  lens,
  loadOnce,
  questionInWords,
  rowsOf,
  stretchInWords,
  untilAnswered,
  usualRows,
} from '#lens'

/** How many rows are shown at once. */
const most = 20

const rowsInWords = (rows: number): string => (rows === 0 ? 'no rows' : `${count(rows)} ${rows === 1 ? 'row' : 'rows'}`)

export default defineRead(lens, {
  summary: 'What are these measures, by which dimensions, over which time?',
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
  run: async function* ({ args, api, settings: { timezone }, signal, clock, now }) {
    const tables = await api.meta()
    const { query, words } = askedQuery(args.query, tables, timezone, (all) =>
      questionIn(args.query, all, { now, zone: timezone }),
    )
    const waiting = untilAnswered(() => loadOnce(api, query), { clock, signal })
    let step = await waiting.next()
    for (; !step.done; step = await waiting.next())
      yield progress(`Lens is still working on it, for ${duration(step.value.forMs)} now`)
    const loaded = step.value
    if (loaded === undefined)
      throw new FailedError(
        'I stopped waiting: Lens is still working on the query. It goes on there, so the same line may be answered later.',
        { ending: 'unknown' },
      )
    const { rows, head } = loaded
    const columns = columnsOf(query, head)
    const cells = rowsOf(columns, rows)
    const title = questionInWords(query, tables)
    const [column] = columns
    const isFigure = cells.length === 1 && columns.length === 1 && column?.type === 'decimal'
    const [only] = isFigure ? (cells[0] ?? []) : []
    const value = only === undefined || only === null ? null : Number(only)
    const { secured } = head.query.meta ?? {}
    const limit = query.limit ?? usualRows
    const refreshed = Date.parse(head.lastRefreshTime ?? '')
    return {
      title: only === undefined ? `${title}: ${rowsInWords(loaded.count)}` : `${title}: ${only ?? 'no figure'}`,
      facts: { rows: loaded.count, value: value !== null && Number.isFinite(value) ? value : null },
      fields: [
        ...(words === undefined ? [] : [{ label: 'Understood as', value: clausesText(words.query) }]),
        ...(words?.span === undefined ? [] : [{ label: 'Time', value: stretchInWords(words.span, timezone) }]),
      ],
      ...(only === undefined &&
        cells.length > 0 && {
          table: {
            columns: columns.map(({ label, type }) => ({ label, type })),
            rows: cells,
            total: cells.length,
            atOnce: most,
          },
        }),
      notes: [
        ...(loaded.count === limit && words?.query.limit === undefined
          ? [
              `Only ${count(limit)} rows were asked for, so there may be more. Narrow the query, or end it with “limit 50000”.`,
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
          : `Lens last refreshed this at ${new Date(refreshed).toISOString().slice(0, 16).replace('T', ' ')} UTC`,
      },
    }
  },
})
