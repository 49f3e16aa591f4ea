import { must, mustBeAllowed, mustOwn, owns, seesSource } from '../access.ts'
import type { Caller } from '../caller.ts'
import { queryOf } from '../find.ts'
import { queryKey } from '../keys.ts'
import { refused } from '../refused.ts'
import { follow } from '../results.ts'
import { type Call, type Route, sentObject } from '../route.ts'
import { shownWritten } from '../shown/query.ts'
import type { Query } from '../state.ts'

const userOf = (caller: Caller): number => {
  if (caller.kind !== 'user') throw refused(403)
  return caller.user.id
}

/** What a write may set, and what that is called here. */
const fields: Readonly<Record<string, keyof Query>> = {
  name: 'name',
  description: 'description',
  query: 'sql',
  data_source_id: 'source',
  options: 'options',
  schedule: 'schedule',
  tags: 'tags',
  is_draft: 'draft',
  is_archived: 'archived',
}

const known = (sent: Readonly<Record<string, unknown>>): Partial<Query> =>
  Object.fromEntries(
    Object.entries(sent).flatMap(([name, value]) => {
      const field = Object.hasOwn(fields, name) ? fields[name] : undefined
      if (!field) return []
      return [[field, field === 'tags' && Array.isArray(value) ? value.filter(Boolean) : value]]
    }),
  )

/** A dropdown must be of a query whose source the caller sees through a group. */
function checkDropdowns({ state, caller }: Call, options: Query['options'] | undefined) {
  for (const { type, queryId } of options?.parameters ?? []) {
    if (type !== 'query') continue
    const query = state.queries.find(({ id }) => id === queryId)
    if (query && seesSource(state, { ...caller, permissions: [] }, query.source, 'view')) continue
    const text = 'You are trying to associate a dropdown query that does not have a matching group.'
    throw refused(400, `${text} Please verify the dropdown query id you are trying to associate with this query.`)
  }
}

const creatable = new Set([...Object.keys(fields), 'last_modified_by', 'is_draft'])

function create(call: Call) {
  const { state, caller, now, differs } = call
  mustBeAllowed(caller, 'create_query')
  const sent = sentObject(call)
  const source = state.sources.find(({ id }) => id === sent.data_source_id)
  if (!source) throw refused(500)
  must(seesSource(state, caller, source.id, 'full'))
  const given = known(sent)
  checkDropdowns(call, given.options)
  const complete = typeof sent.name === 'string' && typeof sent.query === 'string'
  if (!complete || Object.keys(sent).some((name) => !creatable.has(name))) throw refused(500)
  const id = state.next.query++
  const user = userOf(caller)
  const times = { createdAt: now, updatedAt: now }
  const table = { id: state.next.visualization++, type: 'TABLE', name: 'Table', options: {}, createdAt: now }
  const blank = { name: '', sql: '', source: source.id, description: '', options: {}, schedule: null, tags: [] }
  const query: Query = {
    ...blank,
    ...given,
    id,
    user,
    lastModifiedBy: user,
    archived: false,
    draft: true,
    version: 1,
    latest: null,
    apiKey: queryKey(id),
    visualizations: [table],
    favoriteOf: [],
    defaultsValid: true,
    ...times,
  }
  state.queries.push(query)
  follow(state, query, differs)
  return { json: shownWritten(state, query, caller, differs) }
}

function update(call: Call) {
  const { state, caller, now, differs } = call
  mustBeAllowed(caller, 'edit_query')
  const query = queryOf(call)
  const sent = sentObject(call)
  must(owns(caller, query.user))
  const given = known(sent)
  if (given.source !== undefined) must(seesSource(state, caller, given.source, 'full'))
  checkDropdowns(call, given.options)
  if (Object.hasOwn(sent, 'version') && sent.version !== query.version) throw refused(409)
  Object.assign(query, given, { updatedAt: now, lastModifiedBy: userOf(caller) })
  follow(state, query, differs)
  return { json: shownWritten(state, query, caller, differs) }
}

/** Archives: its widgets and alerts are gone, and so is its schedule. */
function archive(call: Call) {
  const { state, caller, now } = call
  const query = queryOf(call)
  mustOwn(caller, query.user)
  Object.assign(query, { archived: true, schedule: null, updatedAt: now })
  const drawn = query.visualizations.map(({ id }) => id)
  for (const dashboard of state.dashboards)
    dashboard.widgets = dashboard.widgets.filter(
      ({ visualization }) => visualization === undefined || !drawn.includes(visualization),
    )
  state.alerts = state.alerts.filter((alert) => alert.query !== query.id)
  return { json: null }
}

/** What changes queries. `version` stays 1, so it protects nobody from a lost update. */
export const queryWrites: readonly Route[] = [
  { method: 'POST', path: 'queries', writes: true, answer: create },
  { method: 'POST', path: 'queries/{query_id}', writes: true, answer: update },
  { method: 'DELETE', path: 'queries/{query_id}', writes: true, answer: archive },
]
