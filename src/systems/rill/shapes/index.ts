export { Claims, Credentials, CredentialsRequest, longestSeconds, SentEmail, SentText } from './credentials.ts'
export {
  type MetricsComparison,
  type MetricsCondition,
  MetricsQuery,
  mostRows,
  ResolverHead,
  ResolverQuery,
} from './metrics.ts'
export { ApiName, ArgumentName, FieldName, nameTrouble } from './names.ts'
export { ArgumentSchema, Described, OpenApi } from './openapi.ts'
export { Row } from './rows.ts'
export { OneView, TimeRangeSummary, ViewResource, ViewSchema } from './views.ts'
