import { failed } from '../failed.ts'
import type { View } from '../state.ts'
import { type Engine, type Result, rowCap } from './engine.ts'
import { type Allowed, allowedField } from './policy.ts'

const keyword = /\b(SELECT|FROM|WHERE|ORDER BY|LIMIT|OFFSET)\b/i

/** The parts of a query by the word before each; a part that a word stands in again is the last one. */
const partsOf = (sql: string): ReadonlyMap<string, string> => {
  const pieces = sql.split(keyword)
  return new Map(
    pieces.flatMap((piece, at) =>
      at % 2 === 1 ? [[piece.toUpperCase(), (pieces[at + 1] ?? '').trim()] as const] : [],
    ),
  )
}

/** The columns that a query asks for. */
export const columnsIn = (sql: string): readonly string[] =>
  (partsOf(sql).get('SELECT') ?? '').split(',').map((one) => one.trim())

/** The view that a query in metrics SQL is about; a 400 for what is no such query. */
export function viewIn(sql: string): string {
  if (/\bUNION\b/i.test(sql)) throw failed(400, 'metrics sql: expected a SELECT statement')
  const view = partsOf(sql).get('FROM') ?? ''
  if (!/^\w+$/.test(view)) throw failed(400, `line 1 column 50 near ${JSON.stringify(sql.slice(-20))} `)
  return view
}

/** Runs metrics SQL. The policies of the view are added to its WHERE, however wide an argument made that. */
export function runMetricsSql(engine: Engine, view: View, sql: string, allowed: Allowed): Result {
  const parts = partsOf(sql)
  const [where, order, limit, offset] = ['WHERE', 'ORDER BY', 'LIMIT', 'OFFSET'].map((word) => parts.get(word))
  const names = columnsIn(sql)
  const isDimension = (name: string) => name === view.timeDimension || view.dimensions.some((one) => one.name === name)
  const columns = names.map((name) => {
    if (name === view.timeDimension) return `ts AS "${name}"`
    const kind = isDimension(name)
      ? 'dimension'
      : view.measures.some((one) => one.name === name)
        ? 'measure'
        : undefined
    if (kind === undefined) throw failed(400, `${JSON.stringify(name)} is not a valid column in metrics view`)
    return `${allowedField(view, kind, name, allowed)} AS "${name}"`
  })
  for (const [what, text] of [
    ['limit', limit],
    ['offset', offset],
  ] as const)
    if (text !== undefined && !/^\d+$/.test(text))
      throw failed(400, `line 1 column 50 near ${JSON.stringify(`${text} `)} (${what})`)
  if (Number(limit) > rowCap)
    throw failed(400, `query limit of ${Number(limit)} rows exceeds the system cap of ${rowCap} rows`)
  const groups = names.flatMap((name, at) => (isDimension(name) ? [String(at + 1)] : []))
  return engine.run(
    [
      `SELECT ${columns.join(', ')} FROM ${view.model} WHERE (${allowed.rowFilter})`,
      where === undefined ? '' : `AND (${where})`,
      groups.length > 0 ? `GROUP BY ${groups.join(', ')}` : '',
      order === undefined ? '' : `ORDER BY ${order}`,
      limit === undefined ? '' : `LIMIT ${limit}`,
      offset === undefined ? '' : `OFFSET ${offset}`,
    ].join(' '),
  )
}
