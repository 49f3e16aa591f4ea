import type { SQLInputValue } from 'node:sqlite'
import { failed } from '../failed.ts'
import type { View } from '../state.ts'
import type { Engine, Result } from './engine.ts'
import { rowCap } from './engine.ts'
import { condition, type Expression } from './expression.ts'
import { isZone } from './floor.ts'
import { type Allowed, allowedField } from './policy.ts'
import { rangeOf, type TimeRange } from './time-range.ts'

/** A structured query, as far as it is understood; other keys are ignored, as Rill does. */
export interface MetricsQuery {
  readonly metrics_view?: string
  readonly dimensions?: readonly {
    readonly name: string
    readonly compute?: { readonly time_floor?: { readonly dimension: string; readonly grain: string } }
  }[]
  readonly measures?: readonly { readonly name: string }[]
  readonly where?: Expression
  readonly having?: Expression
  readonly sort?: readonly { readonly name: string; readonly desc?: boolean }[]
  readonly time_range?: TimeRange
  readonly limit?: number | string
  readonly offset?: number
  readonly time_zone?: string
  readonly rows?: boolean
  readonly use_display_names?: boolean
}

/** One column of an answer, as the view describes it. */
export interface Field {
  readonly name: string
  readonly displayName: string
  readonly kind: 'dimension' | 'measure'
  readonly format: string
}

const identifier = (name: string) => `"${name.replaceAll('"', '""')}"`

/** The columns of an answer, in the order in which they were asked for. */
export const fieldsOf = (view: View, query: MetricsQuery): readonly Field[] => [
  ...(query.dimensions ?? []).map(({ name, compute }) => {
    const source = compute?.time_floor?.dimension ?? name
    const known = view.dimensions.find((one) => one.name === source)
    return {
      name,
      displayName: compute ? title(name) : (known?.displayName ?? title(name)),
      kind: 'dimension',
      format: '',
    } as const
  }),
  ...(query.measures ?? []).map(({ name }) => {
    const known = view.measures.find((one) => one.name === name)
    return {
      name,
      displayName: known?.displayName ?? title(name),
      kind: 'measure',
      format: known?.format ?? '',
    } as const
  }),
]

/** `total_bids` as `Total Bids`. */
export const title = (name: string): string =>
  name.replace(/_/g, ' ').replace(/\b\w/g, (letter) => letter.toUpperCase())

/** Runs a structured query; its values are parameters and never text of the SQL. */
export function runMetrics(engine: Engine, view: View, query: MetricsQuery, allowed: Allowed): Result {
  const zone = query.time_zone ?? 'UTC'
  if (!isZone(zone)) throw failed(400, `invalid time zone ${JSON.stringify(zone)}: unknown time zone ${zone}`)
  const limit = limitOf(query)
  const values: SQLInputValue[] = []
  const selected: string[] = []
  for (const { name, compute } of query.dimensions ?? []) {
    const floor = compute?.time_floor
    if (floor) {
      if (floor.dimension !== view.timeDimension) allowedField(view, 'dimension', floor.dimension, allowed)
      selected.push(`time_floor(ts, ?, ?) AS ${identifier(name)}`)
      values.push(floor.grain, zone)
    } else {
      const column = name === view.timeDimension ? 'ts' : allowedField(view, 'dimension', name, allowed)
      selected.push(`${column} AS ${identifier(name)}`)
    }
  }
  for (const { name } of query.measures ?? [])
    selected.push(`${allowedField(view, 'measure', name, allowed)} AS ${identifier(name)}`)
  if (query.rows) selected.splice(0, selected.length, '*')
  const where = [`(${allowed.rowFilter})`]
  if (query.where) where.push(condition(query.where, 'where', values, (name) => columnOf(view, name, allowed)))
  const range = rangeOf(engine, query.time_range, zone)
  if (range) {
    where.push('ts >= ? AND ts < ?')
    values.push(range.start, range.end)
  }
  const grouped = (query.dimensions ?? []).map((_, at) => String(at + 1))
  const having: SQLInputValue[] = []
  const kept = query.having && condition(query.having, 'having', having, identifier)
  const sorted = (query.sort ?? []).map(({ name, desc }) => `${identifier(name)} ${desc ? 'DESC' : 'ASC'} NULLS LAST`)
  const sql = [
    `SELECT ${selected.join(', ')} FROM ${view.model} WHERE ${where.join(' AND ')}`,
    grouped.length > 0 && !query.rows ? `GROUP BY ${grouped.join(', ')}` : '',
  ].join(' ')
  return engine.run(
    `SELECT * FROM (${sql})${kept ? ` WHERE ${kept}` : ''}${sorted.length > 0 ? ` ORDER BY ${sorted.join(', ')}` : ''} LIMIT ${limit} OFFSET ${Number(query.offset ?? 0)}`,
    [...values, ...having],
  )
}

const limitOf = ({ limit }: MetricsQuery): number => {
  if (limit === undefined) return rowCap + 1
  const wanted = Number(limit)
  if (!Number.isInteger(wanted) || wanted < 0)
    throw failed(400, `1 error(s) decoding:\n\n* cannot parse 'limit' as int`)
  if (wanted > rowCap) throw failed(400, `query limit of ${wanted} rows exceeds the system cap of ${rowCap} rows`)
  return wanted
}

const columnOf = (view: View, name: string, allowed: Allowed): string =>
  name === view.timeDimension ? 'ts' : allowedField(view, 'dimension', name, allowed)
