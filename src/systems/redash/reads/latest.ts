import { isGone, SystemError } from '../../../errors.ts'
import type { Api } from '../../operation.ts'
import type * as operations from '../operations/index.ts'
import { type RunResult, readRows, runResultOf } from '../run/rows.ts'

/** The latest result of a query for its stored defaults, or why there is none to show. */
export type Latest = RunResult | 'none' | 'not allowed'

/** Reads the latest result, and keeps its first rows; it is counted to its end. */
export const latestOf = async (
  api: Pick<Api<typeof operations, 'redash:results:read'>, 'latestResult'>,
  queryId: string,
  rows: number,
): Promise<Latest> => {
  try {
    const { rest, ...read } = await readRows(api.latestResult({ queryId }), { rows })
    return runResultOf(rest.query_result, read)
  } catch (error) {
    if (isGone(error) || (error instanceof SystemError && error.reason === 'nothing-stored')) return 'none'
    if (error instanceof SystemError && (error.kind === 'forbidden' || error.reason === 'no-token'))
      return 'not allowed'
    throw error
  }
}
