import { z } from 'zod'
import { read } from '../../operation.ts'
import { Row, RunAnswer, RunRequest, StoredResult } from '../shapes/index.ts'

// An answer is one document with all rows, 5 MB for 60,000 of them, so it is read row by row.
const run = {
  body: RunRequest,
  retry: false,
  purpose: 'running a saved query; nothing but its result is stored',
  each: { at: 'query_result?.data.rows', item: Row, rest: RunAnswer },
} as const

/** Stores nothing but the result. The key of the query does, unless a parameter is of the type `text`. */
export const runQuery = read('redash:queries:run', 'POST /queries/{queryId}/results', run)
/**
 * The same for a query with a parameter of the type `text`, which goes into the SQL as it is: the value can change what
 * the SQL does. Redash asks for full access to the data source, and no query key will do.
 */
export const runTextQuery = read('redash:text-queries:run', 'POST /queries/{queryId}/results', {
  ...run,
  sensitive: true,
  purpose: 'running a saved query with free text in its SQL; nothing but its result is stored',
  needs: 'Its user needs full access to the data source; read-only access and query keys are refused.',
})

const stored = { each: { at: 'query_result.data.rows', item: Row, rest: StoredResult } } as const
/** The latest result for the stored defaults, and for nothing else. */
export const latestResult = read('redash:results:read', 'GET /queries/{queryId}/results', stored)
/** Dates are in the format of the organization and times in UTC, so it is not what the bot makes a CSV file of. */
export const latestResultCsv = read('redash:results:read', 'GET /queries/{queryId}/results.csv', {
  text: 'whole',
  output: z.string(),
})
/** Any result of a data source that the user sees. Redash deletes one after a week unless it is the latest of a query. */
export const result = read('redash:results:read', 'GET /query_results/{resultId}', stored)
