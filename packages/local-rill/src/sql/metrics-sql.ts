import { failed } from '../failed.ts'
import type { View } from '../state.ts'
import { type Engine, type Result, rowCap } from './engine.ts'
import { type Allowed, allowedField } from './policy.ts'

const form =
  /^\s*SELECT\s+(?<fields>.+?)\s+FROM\s+(?<view>\w+)(?:\s+WHERE\s+(?<where>.+?))?(?:\s+ORDER\s+BY\s+(?<order>.+?))?(?:\s+LIMIT\s+(?<limit>\S+))?(?:\s+OFFSET\s+(?<offset>\S+))?\s*;?\s*$/is

/** The view that a query in metrics SQL is about; a 400 for what is no such query. */
export function viewIn(sql: string): string {
  if (/\bUNION\b/i.test(sql)) throw failed(400, 'metrics sql: expected a SELECT statement')
  const view = form.exec(sql)?.groups?.view
  if (view === undefined) throw failed(400, `line 1 column 50 near ${JSON.stringify(sql.slice(-20))} `)
  return view
}

/** Runs metrics SQL. The policies of the view are added to its WHERE, however wide an argument made that. */
export function runMetricsSql(engine: Engine, view: View, sql: string, allowed: Allowed): Result {
  const { fields = '', where, order, limit, offset } = form.exec(sql)?.groups ?? {}
  const names = fields.split(',').map((one) => one.trim())
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
