import type { QueryMember } from '../../../metric-query.ts'
import type { LensTable } from '../shapes/index.ts'

const titles = (...all: readonly (string | null | undefined)[]): readonly string[] =>
  all.filter((one): one is string => typeof one === 'string' && one !== '')

const types = ['string', 'number', 'boolean', 'time'] as const
const typeOf = (type: string | null | undefined): QueryMember['type'] => types.find((one) => one === type)

/** All that a query may name, of these tables. */
export const membersOf = (tables: readonly LensTable[]): readonly QueryMember[] =>
  tables.flatMap(({ measures, dimensions, segments }) => [
    ...measures.map(({ name, title, shortTitle, type }): QueryMember => {
      // A measure may also be the newest text or time of something.
      const known = typeOf(type ?? 'number')
      return { name, kind: 'measure', ...(known && { type: known }), also: titles(title, shortTitle) }
    }),
    ...dimensions.map(({ name, title, shortTitle, type }): QueryMember => {
      const known = typeOf(type)
      return { name, kind: 'dimension', ...(known && { type: known }), also: titles(title, shortTitle) }
    }),
    ...segments.map(
      ({ name, title, shortTitle }): QueryMember => ({ name, kind: 'segment', also: titles(title, shortTitle) }),
    ),
  ])
