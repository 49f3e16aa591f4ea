import { refused, userError } from '../refused.ts'
import type { Dimension, LensState, Measure, Segment, Table } from '../state.ts'
import type { Filter, Query } from './query.ts'

/** A member of the model with its table. */
export type Member =
  | { readonly is: 'measure'; readonly table: Table; readonly of: Measure }
  | { readonly is: 'dimension'; readonly table: Table; readonly of: Dimension }
  | { readonly is: 'segment'; readonly table: Table; readonly of: Segment }

/** What a name stands for; throws what Cube answers to one that nothing has. */
export const memberOf = (state: LensState, path: string): Member => {
  const [name, member] = path.split('.')
  const table = state.tables.find((one) => one.name === name)
  if (!table) throw userError(`Cube '${name}' not found for path '${path}'`)
  // A hidden table breaks something, whatever is asked of it.
  if (!table.isPublic) throw refused(500, "TypeError: Cannot read properties of undefined (reading 'measures')")
  const measure = table.measures.find((one) => one.name === member)
  if (measure) return { is: 'measure', table, of: measure }
  const dimension = table.dimensions.find((one) => one.name === member)
  if (dimension) return { is: 'dimension', table, of: dimension }
  const segment = table.segments.find((one) => one.name === member)
  if (segment) return { is: 'segment', table, of: segment }
  throw userError(`'${member}' not found for path '${path}'`)
}

/** The names in a filter. */
export const namesIn = (filter: Filter): readonly string[] =>
  (filter.and ?? filter.or)?.flatMap(namesIn) ?? [filter.member ?? filter.dimension ?? '']

/** The tables of a query, which must join. */
export const tablesOf = (state: LensState, query: Query): readonly Table[] => {
  const names = [
    ...query.measures,
    ...query.dimensions,
    ...query.segments,
    ...query.timeDimensions.map(({ dimension }) => dimension),
    ...query.filters.flatMap(namesIn),
  ]
  const tables = [...new Set(names.map((name) => memberOf(state, name).table))]
  const [first, ...others] = tables
  const lone = others.find(({ component }) => component === undefined || component !== first?.component)
  if (first && lone) throw userError(`Can't find join path to join '${first.name}', '${lone.name}'`)
  for (const filter of query.filters) {
    const kinds = new Set((filter.or ?? []).flatMap(namesIn).map((name) => memberOf(state, name).is))
    if (kinds.size > 1)
      throw userError(`You cannot use dimension and measure in same condition: ${JSON.stringify(filter)}`)
  }
  return tables
}
