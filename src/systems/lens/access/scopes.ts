import type * as operations from '../operations/index.ts'

type All = typeof operations
export type LensScope = All[keyof All]['scope']

/** What each scope lets one do, as it stands after “you may” and “you may not”. */
export const scopes: Readonly<Record<LensScope, string>> = {
  'lens:data:run': 'query measures and dimensions',
  'lens:graphql:run': 'run GraphQL queries',
  'lens:meta:read': 'list tables, measures and dimensions',
  'lens:sql:run': 'see the SQL of a query',
}
