import { mustBeAllowed, seesSource } from '../access.ts'
import { refused, runRefused } from '../refused.ts'
import { type Call, type Route, sentObject } from '../route.ts'
import { run } from '../run.ts'

function execute(call: Call) {
  mustBeAllowed(call.caller, 'execute_query')
  const sent = sentObject(call)
  if (sent.data_source_id === undefined) throw runRefused(401, 'Please select data source to run this query.')
  const source = call.state.sources.find(({ id }) => id === sent.data_source_id)
  if (!source || typeof sent.query !== 'string') throw refused(500)
  if (!seesSource(call.state, call.caller, source.id, 'full'))
    throw runRefused(403, 'You do not have permission to run queries with this data source.')
  return run(call, {
    sql: sent.query,
    definitions: [],
    source: source.id,
    query: undefined,
    sent,
    savedLimit: false,
  })
}

/** SQL that belongs to no query. */
export const adhoc: readonly Route[] = [{ method: 'POST', path: 'query_results', answer: execute }]
