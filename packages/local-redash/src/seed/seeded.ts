import { answerOf } from '../database/answer.ts'
import { areDefaultsValid, autoLimited, hashOf, queryHash } from '../hash.ts'
import { queryKey } from '../keys.ts'
import { joined } from '../parameters.ts'
import type { Alert, Query, RedashState } from '../state.ts'
import { rendered } from '../template.ts'
import { type Differences, differencesOf, type Version } from '../versions.ts'
import { dashboardsOf } from './dashboards.ts'
import type { Draft } from './drafts.ts'
import { parameterQueries } from './parameter-queries.ts'
import { groupsOf, sourcesOf, usersOf } from './people.ts'
import { plainQueries } from './plain-queries.ts'
import { tablesOf } from './tables.ts'
import { visualizationsOf } from './visualizations.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const queryOf = (draft: Draft, now: number): Query => {
  const { id, name, sql, description = '', tags = [], parameters = [], source = 1, user = 1, more, limited } = draft
  const createdAt = now - (200 - id) * minute
  return {
    id,
    name,
    sql,
    description,
    tags: [...tags],
    source,
    user,
    lastModifiedBy: user,
    createdAt,
    updatedAt: createdAt,
    options: { parameters: [...parameters], ...(limited && { apply_auto_limit: true }) },
    schedule: null,
    archived: false,
    draft: false,
    apiKey: queryKey(id),
    version: 1,
    latest: null,
    favoriteOf: id === 1 ? [1] : [],
    visualizations: visualizationsOf(id, createdAt),
    defaultsValid: false,
    ...more,
  }
}

/** The result of a query as it was run with its stored defaults. */
function run(state: RedashState, query: Query, at: number, differs: Differences): void {
  const source = state.sources.find(({ id }) => id === query.source)
  const definitions = query.options.parameters ?? []
  const values = Object.fromEntries(definitions.map(({ name, value }) => [name, value]))
  const limit = differs.savedAutoLimit && query.options.apply_auto_limit === true
  const sql = autoLimited(rendered(query.sql, joined(definitions, values)), limit)
  const data = source && answerOf(state, source, { sql, comment: '' }, differs)
  if (!source || !data || typeof data === 'string') throw new Error(`query ${query.id} of the seed: ${data}`)
  const id = state.next.result++
  const runtime = ((query.id * 7) % 50) / 1000 + 0.003
  state.results.push({ id, hash: hashOf(sql, differs), sql, source: source.id, data, runtime, retrievedAt: at })
  if (queryHash(query, differs) === hashOf(sql, differs)) query.latest = id
}

const alertsOf = (now: number): Alert[] => {
  const made = { query: 51, user: 1, createdAt: now, updatedAt: now, lastTriggeredAt: undefined }
  const options = { column: 'value', op: '>', value: '4000', selector: 'first' }
  const custom_body = 'Value {{QUERY_RESULT_VALUE}} in {{QUERY_NAME}} <!channel> & more'
  return [
    { id: 1, name: 'By the reader', ...made, user: 3, options, state: 'unknown', rearm: null },
    { id: 2, name: 'Too many orders', ...made, options: { ...options, custom_body }, state: 'unknown', rearm: null },
    {
      id: 3,
      name: 'Plain alert',
      ...made,
      options: { ...options, value: '1000' },
      state: 'triggered',
      rearm: 60,
      lastTriggeredAt: now - hour,
    },
  ]
}

/** The state at the start: the same every time, but for its times, which lie before `now`. */
export function seeded(now: number, version: Version): RedashState {
  const drafts = [...plainQueries, ...parameterQueries].toSorted((a, b) => a.id - b.id)
  const state: RedashState = {
    users: usersOf(now - day),
    groups: groupsOf(),
    sources: sourcesOf(),
    tables: tablesOf(),
    queries: drafts.map((one) => queryOf(one, now)),
    dashboards: dashboardsOf(now),
    alerts: alertsOf(now - 2 * hour),
    results: [],
    jobs: [],
    pace: { workers: 2, pickup: 40, run: 40, look: 5000, jobLife: 12 * hour, resultLife: 7 * day },
    next: { query: 80, visualization: 80, dashboard: 12, widget: 40, result: 1, job: 1 },
  }
  const differs = differencesOf(version)
  // None was run when they were saved, so no default of a dropdown was valid.
  for (const query of state.queries) query.defaultsValid = areDefaultsValid(state, query, differs)
  const ran = drafts.filter((one) => one.ran)
  for (const [at, { id }] of ran.entries()) {
    const query = state.queries.find((one) => one.id === id)
    if (query) run(state, query, now - (ran.length - at) * minute, differs)
  }
  return state
}
