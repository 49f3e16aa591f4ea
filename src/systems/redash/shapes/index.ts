// What Redash sends and takes, by object.
export { Alert } from './alert.ts'
export { Choice } from './choice.ts'
export { Dashboard, DashboardDraft, DashboardPatch } from './dashboard.ts'
export { ListPage, Paging, pageSize } from './id.ts'
export { JobAnswer, RunJob } from './job.ts'
export { ListedQuery, ParameterDefinition, Query, QueryDraft, QueryPatch } from './query.ts'
export { type ResultColumn, ResultHead, Row, RunAnswer, RunRequest, StoredResult } from './result.ts'
export { KeySession } from './session.ts'
