import type { LensState } from '../state.ts'
import { memberOf, tablesOf } from './members.ts'
import type { Query } from './query.ts'

const alias = (name: string): string => name.replace('.', '__')

/** The SQL of a query, with its parameters apart. */
export const sqlOf = (state: LensState, query: Query): object => {
  const [first, ...others] = tablesOf(state, query)
  const columns = [...query.dimensions, ...query.measures].map((name) => {
    const { is, table, of } = memberOf(state, name)
    const column =
      is === 'measure' ? `${of.aggregates}("${table.name}".${of.column ?? '*'})` : `"${table.name}".${of.column}`
    return `${column} "${alias(name)}"`
  })
  const values = query.filters.flatMap((filter) => filter.values ?? [])
  const where = query.filters.map(({ member = '' }, at) => `("${member.replace('.', '".')} = $${at + 1})`)
  const joins = others.map((table) => ` LEFT JOIN public.${table.name} AS "${table.name}" ON "${first?.name}".${first?.joins} = "${table.name}".${table.joins}`) // biome-ignore format: one line of SQL
  const text = `SELECT\n      ${columns.join(', ')}\n    FROM\n      public.${first?.name} AS "${first?.name}"${joins.join('')} ${where.length > 0 ? ` WHERE ${where.join(' AND ')}` : ''}${query.dimensions.length > 0 ? ' GROUP BY 1' : ''} LIMIT ${query.limit}` // biome-ignore format: one text
  const names = [...query.measures, ...query.dimensions]
  return {
    sql: {
      external: false,
      sql: [text, values],
      lambdaQueries: {},
      order: Object.fromEntries((query.order ?? []).map(({ id, desc }) => [id, desc ? 'desc' : 'asc'])),
      cacheKeyQueries: [
        [
          'SELECT FLOOR((EXTRACT(EPOCH FROM NOW())) / 10) as refresh_key',
          [],
          { external: false, renewalThreshold: 10 },
        ],
      ],
      preAggregations: [],
      dataSource: 'default',
      aliasNameToMember: Object.fromEntries(names.map((name) => [alias(name), name])),
      memberNames: names,
    },
  }
}
