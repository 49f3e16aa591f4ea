import type { Caller } from './attributes.ts'
import { failed } from './failed.ts'
import { type Engine, type Result, rowCap } from './sql/engine.ts'
import { runMetricsSql, viewIn } from './sql/metrics-sql.ts'
import { allowedIn } from './sql/policy.ts'
import { rendered } from './sql/template.ts'
import type { Api, RillState, View } from './state.ts'

/** The view of this name; a 400 if there is none or if it doesn't work. */
export function viewNamed({ views }: RillState, name: string): View {
  const view = views.find((one) => one.name === name)
  if (!view) throw failed(400, 'controller: resource not found')
  if (view.broken !== undefined) throw failed(400, `metrics view ${JSON.stringify(name)} is not valid`)
  return view
}

const reserved = ['priority', 'execution_time']

/** Metrics SQL takes these arguments for itself and wants a number; plain SQL is lenient. */
const checkReserved = (isMetrics: boolean, args: Readonly<Record<string, unknown>>): void => {
  for (const name of reserved) {
    const value = args[name]
    if (value === undefined || (name === 'execution_time' && !isMetrics)) continue
    const isFine = isMetrics ? typeof value === 'number' && name === 'priority' : Number.isInteger(Number(value))
    if (!isFine) throw failed(400, `1 error(s) decoding:\n\n* cannot parse '${name}' as int`)
  }
}

/** The rows of an API for a caller. Arguments and attributes go into the SQL as they are; `access` is not enforced. */
export function resolveApi(
  state: RillState,
  engine: Engine,
  api: Api,
  args: Readonly<Record<string, unknown>>,
  caller: Caller,
): Result {
  checkReserved(api.metricsSql !== undefined, args)
  const sql = rendered(api.metricsSql ?? api.sql ?? '', { args, user: caller.attributes })
  if (api.metricsSql === undefined) return capped(engine.run(sql), /\bads\b/.test(sql))
  const view = viewNamed(state, viewIn(sql))
  const allowed = allowedIn(engine, view, api.skipNestedSecurity ? { ...caller, skipsChecks: true } : caller)
  return capped(runMetricsSql(engine, view, sql, allowed), true)
}

/** A result that is too long: 400 if it could have been cached, because it reads a model, and 500 if not. */
export function capped(result: Result, readsModel: boolean): Result {
  if (result.rows.length <= rowCap) return result
  throw failed(readsModel ? 400 : 500, `result cap exceeded: returned more than ${rowCap} rows`)
}

/** Rows as they are sent: the keys of each in alphabetical order, whatever the order of the query. */
export const sentRows = ({ rows }: Result): readonly Readonly<Record<string, unknown>>[] =>
  rows.map((row) => Object.fromEntries(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))))
