import { FailedError } from '../../../errors.ts'
import type { Row } from '../shapes/index.ts'
import type { RunApi, TextApi } from './api.ts'
import type { RunResult } from './rows.ts'
import { type QueryRun, sendRun } from './run-query.ts'

/**
 * Every row of a result: those that were kept if these are all, else read once more from where Redash has them, so that no
 * large result is in memory as a whole. Throws FailedError if that is another result by now.
 */
export async function* everyRow(
  api: RunApi & Partial<TextApi>,
  run: QueryRun,
  { id, rows, count, retrievedAt }: RunResult,
): AsyncGenerator<Row, void> {
  if (rows.length === count) return yield* rows
  if (run.key === 'user' && id !== undefined) return yield* api.result({ resultId: id })
  // The key of a query opens no result by its number. The same values give the newest one.
  const again = sendRun(api, run, undefined)
  yield* again
  const rest = again.rest()
  if (!('query_result' in rest) || Date.parse(rest.query_result.retrieved_at) !== retrievedAt)
    throw new FailedError('Somebody else ran the same query while its rows were read. Run it again.')
}
