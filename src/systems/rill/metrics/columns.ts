import type { Grain, MetricQuery } from '../../../metric-query.ts'
import { wallClock } from '../../../wall-clock.ts'
import { clockText } from '../../clock-text.ts'
import { cellOf, type RowCell, type RowColumn, typeOf } from '../reads/table.ts'
import type { ResolverHead, Row } from '../shapes/index.ts'
import { cutName } from './metrics-query.ts'

/** The rows of a query on a view, with the columns in the order in which they were asked for. */
interface MetricsTable {
  readonly columns: readonly RowColumn[]
  readonly rows: readonly (readonly RowCell[])[]
}

/** What the figures of a measure are in, after its name. */
const units: Readonly<Record<string, string>> = {
  currency_usd: ' (USD)',
  currency_eur: ' (EUR)',
  percentage: ' (1 = 100%)',
  interval_ms: ' (ms)',
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** A moment as the clock of the zone shows the unit that begins then. */
const onClock = (cell: unknown, grain: Grain, zone: string): RowCell => {
  const at = typeof cell === 'string' ? Date.parse(cell) : Number.NaN
  if (Number.isNaN(at)) return cellOf(cell)
  return clockText(wallClock({ now: at, zone }).toISOString(), grain)
}

/** The rows as people read them: what Rill says of order, types and names, and time on the clock of the zone. */
export const metricsTable = (
  query: MetricQuery,
  { meta, schema }: ResolverHead,
  rows: readonly Row[],
  zone: string,
): MetricsTable => {
  const cut = cutName(query)
  const grain = query.time?.grain
  const fields = new Map(meta?.fields?.map((one) => [one.name, one]))
  const columns = schema.fields.map(({ name, type: { code } }) => {
    if (name === cut && grain !== undefined) {
      const type = grain === 'day' || grain === 'week' ? 'date' : 'text'
      return {
        name,
        label: capital(grain),
        type: { type } as const,
        shown: (cell: unknown) => onClock(cell, grain, zone),
      }
    }
    const { display_name: title, format_preset: format } = fields.get(name) ?? { display_name: '', format_preset: '' }
    const isWhole = /^CODE_U?INT/.test(code)
    return {
      name,
      label: `${title === '' ? name : title}${units[format] ?? ''}`,
      type: isWhole ? ({ type: 'integer' } as const) : typeOf(rows, name),
      shown: cellOf,
    }
  })
  const isTwice = (label: string) => columns.filter((one) => one.label === label).length > 1
  return {
    columns: columns.map(({ name, label, type }) => ({ label: isTwice(label) ? name : label, ...type })),
    rows: rows.map((row) => columns.map(({ name, shown }) => shown(row[name]))),
  }
}
