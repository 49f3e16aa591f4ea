import { quoted } from '../../../quoted.ts'
import type { SentValues } from '../parameters/check-values.ts'
import { asTyped } from '../parameters/spelled.ts'
import type { RunResult } from '../run/rows.ts'
import type { Query, Row } from '../shapes/index.ts'
import { cellOf, columnOf } from './cells.ts'
import { counterOf } from './counter.ts'
import { momentInWords } from './moment.ts'

/** A result that is shown, and what it is of. */
export interface ShownResult {
  readonly query: Query
  readonly parameters: SentValues
  readonly result: RunResult
  /** Every row, read as it is needed. */
  readonly rows: AsyncIterable<Row>
  /** `12 min old`, `read just now` */
  readonly age: string
}

/** Redash cuts the rows of a query that says so. */
const autoLimit = 1_000

const many = (count: number, one: string): string =>
  count === 0 ? `no ${one}s` : `${count.toLocaleString('en-US')} ${count === 1 ? one : `${one}s`}`

/** The rows of a result with all that a person must know of them: what they are of, how old, and what is left out. */
export const runAnswer = ({ query, parameters, result, rows, age }: ShownResult) => {
  const shown = result.columns.filter(({ isHidden }) => !isHidden)
  const hidden = result.columns.filter(({ isHidden }) => isHidden)
  const columns = shown.map((column) => ({ name: column.name, label: column.title, ...columnOf(column, result.rows) }))
  const counters = query.visualizations.flatMap((one) => counterOf(one, result) ?? [])
  const figures = counters.map(({ label, value, target }) => ({
    label,
    value: value + (target === undefined ? '' : `, target ${target}`),
  }))
  const [big] = figures
  async function* cells() {
    for await (const row of rows) yield columns.map(({ name, type }) => cellOf(row[name], type))
  }
  return {
    title: `${quoted(query.name)}: ${big ? `${big.label} ${big.value}` : many(result.count, 'row')}, ${age}`,
    lead: `Data from ${momentInWords(result.retrievedAt)}.`,
    facts: { rows: result.count },
    fields: [
      ...figures.slice(1),
      ...Object.entries(parameters).map(([name, value]) => ({ label: name, value: asTyped(value) })),
    ],
    ...(columns.length > 0 && {
      table: {
        columns: columns.map(({ name: _, ...one }) => one),
        rows: cells(),
        total: result.count,
      },
    }),
    notes: [
      ...(query.is_archived ? ['It is archived in Redash: it may be out of date, and no schedule runs it.'] : []),
      ...(hidden.length === 0
        ? []
        : [`Not shown, because their names are those of secrets: ${hidden.map(({ title }) => title).join(', ')}.`]),
      ...cutNotes(query, result),
      ...drawingNotes(query),
    ],
  }
}

const cutNotes = ({ options }: Query, { isTruncated, count }: RunResult): readonly string[] => {
  if (isTruncated) return ['The data source cut this result off: there are more rows.']
  return options.apply_auto_limit === true && count === autoLimit
    ? [`Redash limits this query to ${many(autoLimit, 'row')}: there may be more.`]
    : []
}

/** What Redash draws of a query that the bot doesn't. */
const drawingNotes = ({ visualizations }: Query): readonly string[] => {
  const drawn = visualizations.filter(({ type }) => type !== 'TABLE' && type !== 'COUNTER')
  if (drawn.length === 0) return []
  return [`Redash also draws ${drawn.map(({ name }) => quoted(name)).join(', ')}, which I can't draw yet.`]
}
