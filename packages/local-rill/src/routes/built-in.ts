import type { Caller } from '../attributes.ts'
import { type Answer, type Call, json } from '../call.ts'
import { failed } from '../failed.ts'
import { capped, sentRows, viewNamed } from '../resolve.ts'
import { type MetricsQuery, runMetrics } from '../sql/metrics-query.ts'
import { runMetricsSql, viewIn } from '../sql/metrics-sql.ts'
import { allowedIn } from '../sql/policy.ts'

const onlyAdmins = ({ attributes }: Caller): void => {
  if (attributes.admin !== true) throw failed(400, 'must be an admin to run arbitrary SQL queries')
}

const sqlIn = ({ sql }: Readonly<Record<string, unknown>>): string => {
  if (sql === undefined || sql === '') throw failed(400, 'no statement found')
  if (typeof sql !== 'string')
    throw failed(
      400,
      `1 error(s) decoding:\n\n* 'sql' expected type 'string', got unconvertible type 'float64', value: '${String(sql)}'`,
    )
  return sql
}

/** The APIs that are there without a file; they hide those of the project that have their names. */
export function builtIn(
  { state, engine }: Call,
  name: string,
  args: Readonly<Record<string, unknown>>,
  caller: Caller,
): Answer | undefined {
  if (name === 'sql') {
    onlyAdmins(caller)
    const sql = sqlIn(args)
    if (!/^\s*(SELECT|WITH)\b/i.test(sql)) throw failed(400, 'Only SELECT statements can be serialized to json!')
    return json(sentRows(capped(engine.run(sql), /\bads\b/.test(sql))))
  }
  if (name === 'metrics-sql') {
    onlyAdmins(caller)
    const sql = sqlIn(args)
    const view = viewNamed(state, viewIn(sql))
    return json(sentRows(capped(runMetricsSql(engine, view, sql, allowedIn(engine, view, caller)), true)))
  }
  if (name === 'metrics') {
    const query = args as MetricsQuery
    const view = viewNamed(state, String(query.metrics_view ?? ''))
    return json(sentRows(capped(runMetrics(engine, view, query, allowedIn(engine, view, caller)), true)))
  }
  return undefined
}
