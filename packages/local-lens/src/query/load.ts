import type { Caller } from '../caller.ts'
import type { LensState } from '../state.ts'
import { annotation } from './annotation.ts'
import { Evaluation } from './evaluate.ts'
import { tablesOf } from './members.ts'
import type { Filter, Query } from './query.ts'
import { rangeOf } from './times.ts'
import { type Wait, waitFor } from './waiting.ts'

/** An answer, and how long it is held back before it goes out. */
export interface Loaded {
  readonly json: object
  readonly wait: Wait
}

/** What a query is answered with, or `Continue wait`. */
export const load = (state: LensState, query: Query, { group }: Caller, now: number): Loaded => {
  const tables = tablesOf(state, query)
  const wait = waitFor(state, `${group.name} ${JSON.stringify(query.sent)}`, tables, now)
  if (!wait.isDone) return { json: { error: 'Continue wait' }, wait }
  const all = new Evaluation(state, query, now).rows(group)
  const rows = all.slice(query.offset, query.offset + query.limit)
  const members = Object.keys(rows[0] ?? {})
  const dataset = rows.map((row) => members.map((name) => row[name] ?? null))
  const json = {
    query: normalized(query, policyOf(tables, group), now),
    data: query.isCompact ? { members, dataset } : rows,
    lastRefreshTime: new Date(now).toISOString(),
    annotation: annotation(state, query),
    dataSource: 'default',
    dbType: 'postgres',
    external: false,
    slowQuery: false,
    total: query.wantsTotal ? all.length : null,
  }
  return { json, wait }
}

const policyOf = (tables: ReturnType<typeof tablesOf>, { sees }: Caller['group']): readonly Filter[] =>
  tables.flatMap(({ name }) => {
    const policy = sees?.[name]
    return policy ? [{ member: `${name}.${policy.column}`, operator: 'equals', values: [String(policy.equals)] }] : []
  })

/** The query as it was understood, with what the policy added. */
const normalized = (query: Query, policy: readonly Filter[], now: number) => {
  const { sent, order, limit, timezone, filters, timeDimensions, dimensions } = query
  return {
    ...sent,
    ...(order && { order }),
    limit,
    timezone,
    filters: [...filters, ...policy],
    dimensions,
    timeDimensions: timeDimensions.map(({ dateRange, ...one }) => ({
      ...one,
      ...(dateRange !== undefined && { dateRange: rangeOf(dateRange, now, timezone) }),
    })),
    rowLimit: limit,
  }
}
