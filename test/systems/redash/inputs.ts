import type { LocalRedash } from 'local-redash'
import { dashboardToken } from '../../../packages/local-redash/src/keys.ts'
import type { RawInput } from '../../../src/systems/operation.ts'

/** What the operations are asked about: a run that is going on, and a dashboard that is shared. */
export const prepare = (redash: LocalRedash): void => {
  const { state } = redash
  const shared = state.dashboards.find(({ id }) => id === 2)
  if (shared) shared.token = dashboardToken(2)
  const [query] = state.queries.filter(({ id }) => id === 7)
  const now = Date.now()
  state.jobs.push({
    id: 'c6bd1fd8-4ba2-4a44-9d9d-7f5f4b2f6f10',
    hash: 'of a run that takes long',
    sql: 'SELECT pg_sleep(1000)',
    source: 1,
    query: query?.id,
    askedBy: 'ada.example@example.test',
    enqueuedAt: now,
    startedAt: undefined,
    dueAt: now + 1_000_000,
    endedAt: undefined,
    cancelledAt: undefined,
    result: undefined,
    error: undefined,
    stuck: false,
    seen: false,
  })
}

/** For each operation an input that a local Redash answers, if `prepare` was called before. */
export const inputsFor = ({ state }: LocalRedash): Readonly<Record<string, RawInput>> => {
  const queryId = '7'
  const jobId = state.jobs[0]?.id
  const resultId = String(state.queries.find(({ id }) => id === 1)?.latest)
  return {
    currentSession: {},
    ownSession: {},
    writer: {},
    ownQuery: { queryId },
    queries: { query: { page_size: 50, tags: ['sales'] } },
    archivedQueries: {},
    query: { queryId },
    dropdown: { queryId: '12', dropdownId: '9' },
    updateQuery: { queryId: '53', body: { name: 'Renamed' } },
    archiveQuery: { queryId: '52' },
    dataSources: {},
    createQuery: { body: { name: 'Made', query: 'SELECT 1', data_source_id: 1 } },
    runQuery: { queryId, body: { parameters: { status: 'paid' } } },
    runTextQuery: { queryId: '4', body: { parameters: { name: 'Anna' } } },
    latestResult: { queryId: '1' },
    latestResultCsv: { queryId: '1' },
    result: { resultId },
    job: { jobId },
    queryJob: { queryId, jobId },
    cancelJob: { jobId },
    dashboards: {},
    dashboard: { dashboardId: '2' },
    dashboardBySlug: { dashboardSlug: 'sales-overview' },
    updateDashboard: { dashboardId: '11', body: { name: 'Renamed' } },
    archiveDashboard: { dashboardId: '11' },
    createDashboard: { body: { name: 'Made' } },
    alerts: {},
    alert: { alertId: '2' },
  }
}
