import { read } from '../../operation.ts'
import { GraphqlAnswer, GraphqlRequest, LoadAnswer, Meta, QueryRequest, Row, SqlAnswer } from '../shapes/index.ts'

/** Lens holds an answer back for 5 to 90 seconds before it says “Continue wait”. */
const holdMs = 90_000

/** The tables that the user group of the key sees, without those that are hidden. */
export const meta = read('lens:meta:read', 'GET /v2/meta', { brief: true, output: Meta })
/**
 * Runs a query, or joins the one that runs already for the same user group, and stores nothing. It answers “Continue
 * wait” while the database works.
 */
export const load = read('lens:data:run', 'POST /v2/load', {
  body: QueryRequest,
  retry: false,
  holdMs,
  purpose: 'asking for measures and dimensions; nothing is stored',
  each: { at: 'data?', item: Row, rest: LoadAnswer },
})
/** The SQL that a query becomes, with the conditions that policies add: so it is sensitive. Nothing is run. */
export const sql = read('lens:sql:run', 'POST /v2/sql', {
  body: QueryRequest,
  sensitive: true,
  purpose: 'showing the SQL of a query, which reveals tables and policies; nothing is run',
  output: SqlAnswer,
})
/** Runs one query that was checked to be one, and stores nothing. Waits are errors of the status 500. */
export const graphql = read('lens:graphql:run', 'POST /v2/graphql', {
  body: GraphqlRequest,
  retry: false,
  holdMs,
  purpose: 'running one GraphQL query; nothing is stored, and mutations are never sent',
  needs: 'Its user group needs the API scopes graphql and data.',
  output: GraphqlAnswer,
})
