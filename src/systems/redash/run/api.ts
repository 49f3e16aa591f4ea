import type { Api } from '../../operation.ts'
import type * as operations from '../operations/index.ts'

/** The reads that a run takes. */
export type RunApi = Api<
  typeof operations,
  'redash:queries:read' | 'redash:queries:run' | 'redash:jobs:read' | 'redash:results:read' | 'redash:dropdowns:read'
>

/** What a query with free text takes beside them. */
export type TextApi = Api<typeof operations, 'redash:text-queries:run'>

/** What a cancel takes. */
export type CancelApi = Api<typeof operations, 'redash:jobs:read' | 'redash:jobs:run'>

/** Whose key runs a query: that of a user, or its own, which opens nothing but the query. */
export type KeyKind = 'user' | 'query'
