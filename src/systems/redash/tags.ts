import { SystemError } from '../../errors.ts'
import type { Operation } from '../operation.ts'
import type { Reader, TagReader } from '../system.ts'
import { archivedQueries, queries } from './operations/queries.ts'
import { type ListedQuery, pageSize } from './shapes/index.ts'

/** Every object of a list that comes in pages. A page that is full may be the last one: then the next is refused. */
const allPages = async (read: Reader, operation: Operation): Promise<readonly ListedQuery[]> => {
  const all: ListedQuery[] = []
  for (let page = 1; ; page += 1) {
    const found = await pageOrNone(read(operation, { query: { page, page_size: pageSize, order: 'created_at' } }))
    all.push(...found)
    if (found.length < pageSize) return all
  }
}

const pageOrNone = async (work: Promise<unknown>): Promise<readonly ListedQuery[]> => {
  try {
    return (await work) as readonly ListedQuery[]
  } catch (error) {
    if (error instanceof SystemError && error.reason === 'past-the-end') return []
    throw error
  }
}

/** The tags of queries, archived ones too. Redash has words for tags, and so have settings. */
export const tags: Readonly<Record<'queries', TagReader>> = {
  queries: {
    scope: queries.scope,
    read: async (read) => {
      const all = [...(await allPages(read, queries)), ...(await allPages(read, archivedQueries))]
      const byId = new Map(all.map(({ id, tags: own }) => [id, own]))
      return (ids) => [...new Set(ids.flatMap((id) => byId.get(id) ?? []))]
    },
  },
}
