import { isGone } from '../../errors.ts'
import type { Operation } from '../operation.ts'
import type { Reader, TagReader } from '../system.ts'
import { dashboard } from './operations/dashboards.ts'
import { query } from './operations/queries.ts'

interface Tagged {
  readonly tags: readonly string[]
}

/** The tags of one object; none if it is gone. */
const tagsOf = async (work: Promise<unknown>): Promise<readonly string[]> => {
  try {
    return ((await work) as Tagged).tags
  } catch (error) {
    if (isGone(error)) return []
    throw error
  }
}

/** Each object is read by its number: no list has all, such as drafts of other users. */
const byNumber = (operation: Operation, parameter: string): TagReader => ({
  scope: operation.scope,
  read: async (read: Reader) => async (ids) => {
    const all = await Promise.all(ids.map((id) => tagsOf(read(operation, { [parameter]: id }))))
    return [...new Set(all.flat())]
  },
})

/** The objects of Redash that have tags. */
export const tags = { queries: byNumber(query, 'queryId'), dashboards: byNumber(dashboard, 'dashboardId') } as const
