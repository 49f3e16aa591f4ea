import type { Api } from '../../operation.ts'
import type * as operations from '../operations/index.ts'
import { pageSize, type Query } from '../shapes/index.ts'

type ListApi = Pick<Api<typeof operations, 'redash:queries:read'>, 'queries' | 'archivedQueries'>

/**
 * When a query was last run with its stored defaults, in milliseconds since 1970; null if it never was or Redash doesn't
 * keep it, undefined if the list doesn't have the query. Only lists tell, and a search finds numbers too.
 */
export const lastRunOf = async (
  api: ListApi,
  { id, is_archived }: Pick<Query, 'id' | 'is_archived'>,
): Promise<number | null | undefined> => {
  const query = { q: id, page_size: pageSize, page: 1 }
  for await (const one of is_archived ? api.archivedQueries({ query }) : api.queries({ query }))
    if (one.id === id) return one.retrieved_at ? Date.parse(one.retrieved_at) : null
  return undefined
}
