import { refused } from '../refused.ts'
import type { Filter, Query, TimeDimension } from './query.ts'

const known = new Set([
  ...['measures', 'dimensions', 'segments', 'timeDimensions', 'filters', 'order', 'limit', 'offset', 'total'],
  ...['timezone', 'ungrouped', 'renewQuery', 'responseFormat'],
])
const operators = new Set([
  ...['equals', 'notEquals', 'contains', 'notContains', 'startsWith', 'notStartsWith', 'endsWith', 'notEndsWith'],
  ...['in', 'notIn', 'gt', 'gte', 'lt', 'lte', 'set', 'notSet', 'inDateRange', 'notInDateRange', 'onTheDate'],
  ...['beforeDate', 'beforeOrOnDate', 'afterDate', 'afterOrOnDate', 'measureFilter'],
])
const memberName = /^[a-zA-Z0-9_]+\.[a-zA-Z0-9_]+$/
const mostRows = 50_000
const usualRows = 10_000

const invalid = (what: string) => refused(400, `Invalid query format: ${what}`)

const isFilter = (filter: Filter): boolean => {
  const inner = filter.and ?? filter.or
  if (inner !== undefined) return inner.every(isFilter)
  const name = filter.member ?? filter.dimension
  const bare = filter.operator === 'set' || filter.operator === 'notSet'
  return memberName.test(name ?? '') && operators.has(filter.operator ?? '') && (bare || Array.isArray(filter.values))
}

const names = (sent: Readonly<Record<string, unknown>>, key: string): readonly string[] => {
  const list = (sent[key] ?? []) as readonly string[]
  // What is no list breaks something deep inside.
  if (!Array.isArray(list)) throw refused(500, 'TypeError: array?.some is not a function')
  for (const [at, name] of list.entries())
    if (!memberName.test(name))
      throw invalid(`"${key}[${at}]" with value "${name}" fails to match the required pattern: ${memberName}`)
  return list
}

const orderOf = (sent: unknown): Query['order'] => {
  if (sent === undefined) return undefined
  const pairs = (Array.isArray(sent) ? sent : Object.entries(sent as object)) as readonly (readonly [string, string])[]
  return pairs.map(([id, direction]) => ({ id, desc: direction === 'desc' }))
}

/** The query of a request; throws what Cube answers to one that it doesn't understand. */
export const checked = (given: unknown): Query => {
  if (given === undefined || given === null) throw refused(400, 'Query param is required')
  const sent = given as Readonly<Record<string, unknown>>
  const [measures, dimensions, segments] = ['measures', 'dimensions', 'segments'].map((key) => names(sent, key))
  const unknown = Object.keys(sent).find((key) => !known.has(key))
  if (unknown !== undefined) throw invalid(`"${unknown}" is not allowed`)
  const filters = (sent.filters ?? []) as readonly Filter[]
  const wrong = filters.findIndex((filter) => !isFilter(filter))
  if (wrong >= 0) throw invalid(`"filters[${wrong}]" does not match any of the allowed types`)
  const timeDimensions = (sent.timeDimensions ?? []) as readonly TimeDimension[]
  const limit = (sent.limit as number | undefined) ?? usualRows
  if (limit > mostRows) throw refused(500, 'Error: The query limit has been exceeded.')
  if (!measures?.length && !dimensions?.length && !timeDimensions.some(({ granularity }) => granularity))
    throw refused(
      400,
      'Query should contain either measures, dimensions or timeDimensions with granularities in order to be valid',
    )
  return {
    measures: measures ?? [],
    dimensions: dimensions ?? [],
    segments: segments ?? [],
    timeDimensions,
    filters,
    order: orderOf(sent.order),
    limit,
    offset: (sent.offset as number | undefined) ?? 0,
    timezone: (sent.timezone as string | undefined) ?? 'UTC',
    isCompact: sent.responseFormat === 'compact',
    wantsTotal: sent.total === true,
    sent,
  }
}
