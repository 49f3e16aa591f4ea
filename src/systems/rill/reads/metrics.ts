import type { Api } from '../../operation.ts'
import type * as operations from '../operations/index.ts'
import type { MetricsQuery, ResolverHead, Row } from '../shapes/index.ts'

/** The rows of a query on a view, and what is beside them. */
interface MetricsRows {
  readonly rows: readonly Row[]
  readonly head: ResolverHead
}

/** Asks by the one route that tells the order, the types and the names of the columns. */
export const askMetrics = async (
  api: Pick<Api<typeof operations, 'rill:metrics:run'>, 'resolveMetrics'>,
  query: MetricsQuery,
): Promise<MetricsRows> => {
  const elements = api.resolveMetrics({ body: { resolver: 'metrics', resolverProperties: query } })
  const rows = await Array.fromAsync(elements)
  return { rows, head: elements.rest() }
}

/** From when to when a view has rows for whoever asks, as dates; undefined if it has none. */
export const viewDays = async (
  api: Pick<Api<typeof operations, 'rill:views:read'>, 'viewTimes'>,
  view: string,
): Promise<{ readonly from: string; readonly to: string } | undefined> => {
  const {
    timeRangeSummary: { min, max },
  } = await api.viewTimes({ view, body: {} })
  return min && max ? { from: min.slice(0, 10), to: max.slice(0, 10) } : undefined
}
