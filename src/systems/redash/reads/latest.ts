import { isGone, SystemError } from '../../../errors.ts'
import type { Api } from '../../operation.ts'
import type * as operations from '../operations/index.ts'
import { type RunResult, readRows, runResultOf } from '../run/rows.ts'
import type { Row } from '../shapes/index.ts'

/** The latest result of a query for its stored defaults, or why there is none to show. */
export type Latest = RunResult | 'none' | 'not allowed' | 'failed'

type ResultsApi = Pick<Api<typeof operations, 'redash:results:read'>, 'latestResult'>

/** More than is ever shown of a cell. */
const longest = 200

const cut = (cell: unknown): unknown => {
  if (typeof cell === 'string') return cell.slice(0, longest)
  return typeof cell === 'object' && cell !== null ? JSON.stringify(cell).slice(0, longest) : cell
}

/** A row with no more of each cell than can be shown: some are megabytes, and a dashboard has many results. */
const briefly = (row: Row): Row => Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, cut(cell)]))

/** Reads the latest result, and keeps its first rows; it is counted to its end. */
export const latestOf = async (api: ResultsApi, queryId: string, rows: number): Promise<Latest> => {
  try {
    const kept: Row[] = []
    const each = (row: Row) => void (kept.length < rows && kept.push(briefly(row)))
    const { rest, count } = await readRows(api.latestResult({ queryId }), { rows: 0, each })
    return runResultOf(rest.query_result, { rows: kept, count })
  } catch (error) {
    if (isGone(error) || (error instanceof SystemError && error.reason === 'nothing-stored')) return 'none'
    if (error instanceof SystemError && (error.kind === 'forbidden' || error.reason === 'no-token'))
      return 'not allowed'
    throw error
  }
}

/**
 * The latest results of several queries, by their numbers; one that fails doesn't hide the others. Throws the SystemError of
 * the first if all of them fail.
 */
export const latestOfEach = async (
  api: ResultsApi,
  queryIds: readonly string[],
  rows: number,
): Promise<ReadonlyMap<string, Latest>> => {
  const failures: unknown[] = []
  const read = async (id: string): Promise<readonly [string, Latest]> => {
    try {
      return [id, await latestOf(api, id, rows)]
    } catch (error) {
      if (!(error instanceof SystemError)) throw error
      failures.push(error)
      return [id, 'failed']
    }
  }
  const all = await Promise.all(queryIds.map(read))
  if (all.length > 0 && failures.length === all.length) throw failures[0]
  return new Map(all)
}
