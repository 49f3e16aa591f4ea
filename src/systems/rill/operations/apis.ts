import { z } from 'zod'
import { read } from '../../operation.ts'
import { ApiName, ArgumentName, OpenApi, Row } from '../shapes/index.ts'

const path = z.object({ name: ApiName })
const text = z.string().min(1).max(1_000)
const rows = { each: { at: '', item: Row } } as const

/** What the project's APIs are and what they take, the same for everybody: that one is there says nothing of who may call it. */
export const apis = read('rill:apis:read', 'GET /api/openapi', { brief: true, output: OpenApi })
/** Runs the query of an API. Its arguments become text of that query as they are, so they are checked before. */
export const callApi = read('rill:apis:run', 'GET /api/{name}', {
  path,
  query: z.record(ArgumentName, text),
  ...rows,
})
/** The same for an API that declares a body. A whole number is sent as text: Rill would write a large one as 1e+06. */
export const postApi = read('rill:apis:run', 'POST /api/{name}', {
  path,
  body: z.record(ArgumentName, z.union([text, z.boolean(), z.array(text).min(1).max(100)])),
  ...rows,
})
