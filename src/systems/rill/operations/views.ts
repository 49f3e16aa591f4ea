import { z } from 'zod'
import { read } from '../../operation.ts'
import { FieldName, OneView, TimeRangeSummary, ViewResource, ViewSchema } from '../shapes/index.ts'

// Of any other kind the server would list SQL and policies to everybody.
const kind = z.literal('rill.runtime.v1.MetricsView')
const path = z.object({ view: FieldName })

/** The metrics views that whoever asks may see. */
export const views = read('rill:views:read', 'GET /resources', {
  query: z.strictObject({ kind }),
  each: { at: 'resources', item: ViewResource },
})
export const view = read('rill:views:read', 'GET /resource', {
  query: z.strictObject({ 'name.kind': kind, 'name.name': FieldName }),
  output: OneView,
})
export const viewSchema = read('rill:views:read', 'GET /queries/metrics-views/{view}/schema', {
  path,
  output: ViewSchema,
})
export const viewTimes = read('rill:views:read', 'POST /queries/metrics-views/{view}/time-range-summary', {
  path,
  body: z.strictObject({}),
  output: TimeRangeSummary,
})
