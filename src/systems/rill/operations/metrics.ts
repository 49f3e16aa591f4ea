import { read } from '../../operation.ts'
import { MetricsQuery, ResolverHead, ResolverQuery, Row } from '../shapes/index.ts'

/** A query on a metrics view; the policies of the view hold. */
export const metrics = read('rill:metrics:run', 'POST /api/metrics', {
  body: MetricsQuery,
  each: { at: '', item: Row },
})
/** The same query by the only route that tells the order, the types and the names of its columns. */
export const resolveMetrics = read('rill:metrics:run', 'POST /query/resolver', {
  body: ResolverQuery,
  each: { at: 'data', item: Row, rest: ResolverHead },
})
