import type { Caller } from '../attributes.ts'
import { type Answer, type Call, json, mustBe } from '../call.ts'
import { grpcFailed } from '../failed.ts'
import { capped, sentRows, viewNamed } from '../resolve.ts'
import { type Field, fieldsOf, type MetricsQuery, runMetrics } from '../sql/metrics-query.ts'
import { columnsIn, runMetricsSql, viewIn } from '../sql/metrics-sql.ts'
import { allowedIn } from '../sql/policy.ts'
import { schemaOf } from './view-facts.ts'

const meta = ({ name, displayName, kind, format }: Field) =>
  kind === 'dimension'
    ? { description: '', display_name: displayName, name, type: kind }
    : {
        description: '',
        display_name: displayName,
        format_d3: '',
        format_d3_locale: {},
        format_preset: format,
        lower_is_better: false,
        name,
        treat_nulls_as: '',
        type: kind,
        valid_percent_of_total: false,
      }

interface Asked {
  readonly resolver?: string
  readonly resolverProperties?: MetricsQuery & { readonly sql?: string }
  readonly limit?: number
}

/** Runs a query and tells its columns in order, which nothing else does. Metrics SQL from anybody is no mistake here. */
export function resolver(call: Call, caller: Caller): Answer {
  mustBe('POST', call)
  const { state, engine } = call
  const { resolver: kind, resolverProperties: given = {}, limit } = JSON.parse(call.body) as Asked
  if (kind !== 'metrics' && kind !== 'metrics_sql') throw grpcFailed(403, 7, 'only project admins can query resolvers')
  const sql = given.sql ?? ''
  const view = viewNamed(state, kind === 'metrics' ? String(given.metrics_view) : viewIn(sql))
  const allowed = allowedIn(engine, view, caller)
  const query = kind === 'metrics' ? given : askedIn(sql, view.dimensions)
  const result = capped(
    kind === 'metrics' ? runMetrics(engine, view, query, allowed) : runMetricsSql(engine, view, sql, allowed),
    true,
  )
  const all = schemaOf(view, allowed)
  const fields = fieldsOf(view, query)
  const floors = new Set((query.dimensions ?? []).flatMap(({ name, compute }) => (compute ? [name] : [])))
  return json({
    meta: { fields: fields.map(meta), metrics_view: view.name },
    schema: {
      fields: fields.map(({ name }) => {
        const known = all.find((one) => one.name === (floors.has(name) ? view.timeDimension : name))
        return { ...known, name }
      }),
    },
    data: sentRows(result).slice(0, limit),
  })
}

const askedIn = (sql: string, dimensions: readonly { readonly name: string }[]): MetricsQuery => {
  const names = columnsIn(sql).map((name) => ({ name }))
  const isDimension = ({ name }: { readonly name: string }) => dimensions.some((one) => one.name === name)
  return { dimensions: names.filter(isDimension), measures: names.filter((one) => !isDimension(one)) }
}
