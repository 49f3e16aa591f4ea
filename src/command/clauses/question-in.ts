import type { MetricQuery, QueryMember } from '../../metric-query.ts'
import type { Here } from '../../wall-clock.ts'
import { queryOf } from './query-of.ts'
import { type Span, spanOf } from './span-of.ts'

/** What somebody asks of a semantic layer, and from when to when if the line says so. */
interface AskedQuestion {
  readonly query: MetricQuery
  readonly span: Span | undefined
}

/**
 * The question in a line, over the members that the system has, or those of the source that it is about; throws UserError
 * as `queryOf` and `spanOf` do.
 */
export const questionIn = (text: string, all: readonly QueryMember[], here: Here, source?: string): AskedQuestion => {
  const query = queryOf(text, all, source)
  const period = query.time?.period
  return { query, span: period && spanOf(period, here) }
}
