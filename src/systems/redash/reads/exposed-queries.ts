import { isGone, SystemError } from '../../../errors.ts'
import { holding } from '../../../holding.ts'
import type { Api } from '../../operation.ts'
import { isQueryExposed } from '../expose/exposed.ts'
import type { Exposed } from '../expose/settings.ts'
import type * as operations from '../operations/index.ts'
import type { ListedQuery, Query } from '../shapes/index.ts'
import { dropdownsOf } from './dropdowns.ts'
import { everyPage } from './pages.ts'

type QueriesApi = Pick<Api<typeof operations, 'redash:queries:read'>, 'queries' | 'query'> &
  Partial<Pick<Api<typeof operations, 'redash:dropdowns:read'>, 'dropdown'>>

/** What is known of a query in a list, and by itself too. */
export type FoundQuery = Pick<
  ListedQuery | Query,
  'id' | 'name' | 'description' | 'tags' | 'options' | 'user' | 'is_archived' | 'is_draft'
> & {
  /** Of its latest result; only a list tells. */
  readonly retrieved_at?: string | null | undefined
}

/** What is looked for among the queries, and the numbers of those that have a key of their own. */
interface Sought {
  readonly words?: string | undefined
  readonly called?: string
  readonly bound?: readonly string[]
}

/**
 * The queries that the bot offers: of the list, and those that the settings name and no list has, such as an archived one. A
 * connection with nothing but keys of queries can't list: then each that the settings name, and each that a key is `bound`
 * to, is read with its own key.
 */
export const exposedQueries = async (
  api: QueriesApi,
  exposed: Exposed,
  { words, called, bound = [] }: Sought = {},
): Promise<readonly FoundQuery[]> => {
  const listed = await listedQueries(api, exposed, words)
  if (exposed === 'all' && listed) return listed
  const known = [...(exposed === 'all' ? [] : exposed.ids.map(String)), ...(listed ? [] : bound)]
  const missing = [...new Set(known)].filter((id) => !listed?.some((one) => one.id === id))
  // With words, what the list doesn't find isn't meant.
  if (listed && words !== undefined) return listed
  // One that is listed and has just this name is meant, whatever is archived under the same one.
  if (called !== undefined && listed?.some(({ name }) => name.toLowerCase() === called.toLowerCase())) return listed
  const [named] = await Promise.all([
    Promise.all(missing.map((queryId) => ifReadable(api.query({ queryId })))),
    // Most likely it is meant, and then whoever looked for it reads it next.
    called === undefined ? undefined : readAhead(api, listed ?? [], called),
  ])
  return [...(listed ?? []), ...named.flatMap((one) => (one && isQueryExposed(one, exposed) ? one : []))]
}

/** What is kept of a query in a list, which may have thousands of them: not its SQL, which may be long. */
const withoutSql = ({ query: _, ...one }: ListedQuery): FoundQuery => one

/** Undefined if no key may list. */
const listedQueries = async (api: QueriesApi, exposed: Exposed, words: string | undefined) => {
  const found: FoundQuery[] = []
  try {
    const query = words === undefined ? { order: 'name' as const } : { q: words }
    for await (const one of everyPage((paging) => api.queries({ query: { ...paging, ...query } })))
      if (isQueryExposed(one, exposed)) found.push(withoutSql(one))
    return found
  } catch (error) {
    if (error instanceof SystemError && error.reason === 'no-token') return undefined
    throw error
  }
}

/** Reads the only one that has all the words in its name, with the options of its dropdowns if they may be read. */
const readAhead = async (api: QueriesApi, listed: readonly FoundQuery[], words: string): Promise<void> => {
  const hasWords = holding(words)
  const [one, ...others] = listed.filter(({ name }) => hasWords(name))
  if (!one || others.length > 0) return
  const queryId = one.id
  // Whoever needs them reports that they can't be read.
  for (const dropdownId of dropdownsOf(one.options.parameters))
    void api.dropdown?.({ queryId, dropdownId }).catch(() => {})
  await ifReadable(api.query({ queryId }))
}

/** Undefined if it is gone, or if no key of the connection opens it. */
const ifReadable = async (work: Promise<Query>): Promise<Query | undefined> => {
  try {
    return await work
  } catch (error) {
    const isClosed = error instanceof SystemError && (error.reason === 'no-token' || error.kind === 'forbidden')
    if (isGone(error) || isClosed) return undefined
    throw error
  }
}
