import { z } from 'zod'
import { read, write } from '../../operation.ts'
import { Choice, ListedQuery, ListPage, Paging, Query, QueryDraft, QueryPatch } from '../shapes/index.ts'

const by = ['name', 'created_at', 'schedule', 'runtime', 'executed_at', 'created_by'] as const
const Selection = Paging.extend({
  /** With `-` in front from the last one down. Redash takes any other word, and then ignores it. */
  order: z.enum([...by, ...by.map((one) => `-${one}` as const)]).optional(),
  /** Words in the name, description or SQL, each also as the beginning of a word; `-word` excludes. */
  q: z.string().optional(),
  /** All of them. */
  tags: z.array(z.string()).optional(),
})
const listed = { query: Selection, each: { at: 'results', item: ListedQuery, rest: ListPage } } as const

/** Those of the data sources that the user sees, drafts of everybody among them; no archived ones. */
export const queries = read('redash:queries:read', 'GET /queries', listed)
export const archivedQueries = read('redash:queries:read', 'GET /queries/archive', listed)
/** Also an archived one. */
export const query = read('redash:queries:read', 'GET /queries/{queryId}', { output: Query })
/**
 * The options of a parameter, which are the latest result of another query; a 500 if that has none. Redash gives those of
 * any query of a data source to whoever sees one of its queries, so ask for none but the parameter's own. In one piece, so
 * that a line reads it once.
 */
export const dropdown = read('redash:dropdowns:read', 'GET /queries/{queryId}/dropdowns/{dropdownId}', {
  output: z.array(Choice),
})

const needs =
  'Redash only lets the owner of a query or an admin change it. So make the user of this key the owner of what the bot may change; an admin can do far more.'

export const updateQuery = write('redash:queries:write', 'POST /queries/{queryId}', {
  needs,
  body: QueryPatch,
  output: Query,
})
/** Its schedule, its alerts and its widgets are gone for good. */
export const archiveQuery = write('redash:queries:write', 'DELETE /queries/{queryId}', { needs, output: z.null() })
/** SQL that somebody wrote becomes something that everybody can run: a scope of its own, which no wildcard covers. */
export const createQuery = write('redash:query-set:write', 'POST /queries', {
  sensitive: true,
  body: QueryDraft,
  output: Query,
})
