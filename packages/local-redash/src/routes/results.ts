import { must, mustBeAllowed, seesSource } from '../access.ts'
import { disposition, separated } from '../csv.ts'
import { queryOf, resultOf } from '../find.ts'
import { queryHash } from '../hash.ts'
import { json } from '../json.ts'
import { isSafe } from '../parameters.ts'
import { refused } from '../refused.ts'
import { latestOf } from '../results.ts'
import type { Answer, Call, Route } from '../route.ts'
import { refusedRun, run } from '../run.ts'
import { shownResult } from '../shown/result.ts'
import type { Query, Result } from '../state.ts'

/** What a run was sent: no JSON counts as nothing, and JSON that is no object is a 500. */
function sentIn(body: string): Readonly<Record<string, unknown>> {
  let sent: unknown
  try {
    sent = JSON.parse(body)
  } catch {
    return {}
  }
  if (!sent || (Array.isArray(sent) && sent.length === 0)) return {}
  if (typeof sent !== 'object' || Array.isArray(sent)) throw refused(500)
  return sent as Readonly<Record<string, unknown>>
}

function execute(call: Call): Answer {
  mustBeAllowed(call.caller, 'view_query', 'execute_query')
  const sent = sentIn(call.body)
  const query = queryOf(call)
  const definitions = query.options.parameters ?? []
  const refusal = refusedRun(call, query, isSafe(definitions))
  if (refusal) throw refusal
  const savedLimit = query.options.apply_auto_limit === true
  return run(call, { sql: query.sql, definitions, source: query.source, query: query.id, sent, savedLimit })
}

const types: Readonly<Record<string, string>> = {
  csv: 'text/csv; charset=UTF-8',
  tsv: 'text/tab-separated-values; charset=UTF-8',
}

function file(call: Call, result: Result | undefined, name: string, ext: string, isById: boolean): Answer {
  if (!result) throw refused(404, 'No cached result found for this query.')
  must(seesSource(call.state, call.caller, result.source, 'view'))
  const day = new Date(result.retrievedAt).toISOString().slice(0, 10).replaceAll('-', '_')
  const headers = {
    'content-disposition': disposition(name, day, ext),
    ...(isById && { 'cache-control': 'private,max-age=31557600' }),
  }
  if (ext === 'json') return { text: json(shownResult(result)), type: 'application/json', headers }
  const type = types[ext]
  if (!type) throw refused(500)
  return { text: separated(result.data, ext === 'csv' ? ',' : '\t'), type, headers }
}

/** A key of a query only gets the result of its stored defaults. */
function mayHave({ caller, differs }: Call, query: Query, result: Result | undefined) {
  if (caller.kind === 'user' || !result) return
  if (result.hash !== queryHash(query, differs)) throw refused(404, 'No cached result found for this query.')
}

function latest(call: Call): Answer {
  mustBeAllowed(call.caller, 'view_query')
  const query = queryOf(call)
  const result = latestOf(call.state, query)
  mayHave(call, query, result)
  return file(call, result, query.name, call.parameters[1] ?? 'json', false)
}

function inQuery(call: Call): Answer {
  mustBeAllowed(call.caller, 'view_query')
  const [, id = '', ext = 'json'] = call.parameters
  const result = resultOf(call, id)
  const query = queryOf(call)
  mayHave(call, query, result)
  return file(call, result, query.name, ext, true)
}

function byId(call: Call): Answer {
  mustBeAllowed(call.caller, 'view_query')
  const [id = '', ext = 'json'] = call.parameters
  return file(call, resultOf(call, id), id, ext, true)
}

/** Running a query, and what runs have left. */
export const results: readonly Route[] = [
  { method: 'POST', path: 'queries/{query_id}/results', answer: execute },
  {
    method: 'POST',
    path: 'queries/{query_id}/results.{filetype}',
    answer: () => {
      throw refused(500)
    },
  },
  { method: 'GET', path: 'queries/{query_id}/results', answer: latest },
  { method: 'GET', path: 'queries/{query_id}/results.{filetype}', answer: latest },
  { method: 'GET', path: 'queries/{query_id}/results/{result_id}.{filetype}', answer: inQuery },
  { method: 'GET', path: 'query_results/{result_id}.{filetype}', answer: byId },
  { method: 'GET', path: 'query_results/{result_id}', answer: byId },
]
