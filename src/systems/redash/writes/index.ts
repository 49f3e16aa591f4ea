export { changesDashboard, dashboardChange, dashboardPreconditions } from './dashboard-change.ts'
export { dashboardCalled, mustBeFree } from './new-dashboard.ts'
export { changesQuery, queryChange, queryPreconditions } from './query-change.ts'
export { mustKeepExposure, Tag, typedTag } from './tag-change.ts'
