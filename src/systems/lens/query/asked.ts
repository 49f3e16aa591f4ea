import type { MetricQuery, QueryMember } from '../../../metric-query.ts'
import type { LensQuery, LensTable } from '../shapes/index.ts'
import { mustJoin } from './joinable.ts'
import { isJson, namesIn, queryInJson } from './json-query.ts'
import { lensQuery, usualRows } from './lens-query.ts'
import { membersOf } from './members.ts'

/** What somebody asked in words. */
interface InWords {
  readonly query: MetricQuery
  readonly span: { readonly from?: string; readonly until?: string } | undefined
}

/** A question as Lens takes it, and in words if it was asked in words. */
export interface AskedQuery {
  readonly query: LensQuery & { readonly limit: number }
  readonly words: InWords | undefined
  /** Whether it says itself how many rows it wants at most. */
  readonly isLimited: boolean
}

/**
 * The query in a line, as JSON or as `read` understands it; throws UserError for what the tables don't have, so that
 * nothing is sent that Lens would refuse.
 */
export const askedQuery = (
  text: string,
  tables: readonly LensTable[],
  timezone: string,
  read: (all: readonly QueryMember[]) => InWords,
): AskedQuery => {
  const all = membersOf(tables)
  const words = isJson(text) ? undefined : read(all)
  const { limit, ...query } =
    words === undefined
      ? queryInJson(text, all, timezone)
      : lensQuery(words.query, { ...(words.span && { stretch: words.span }), timezone, all })
  mustJoin(namesIn(query), tables)
  return { query: { ...query, limit: limit ?? usualRows }, words, isLimited: limit !== undefined }
}
