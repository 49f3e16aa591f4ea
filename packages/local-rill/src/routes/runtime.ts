import type { Caller } from '../attributes.ts'
import type { Answer, Call } from '../call.ts'
import { plainFailed } from '../failed.ts'
import { apiRoute } from './apis.ts'
import { resolver } from './resolver.ts'
import { viewFact } from './view-facts.ts'
import { oneResource, resources } from './views.ts'

/** A route of the runtime, below the address of its instance. */
export function runtimeRoute(call: Call, path: string, caller: Caller): Answer {
  const parts = path.split('/')
  const [first, second, third, fourth] = parts
  if (first === 'api' && parts.length > 1) return apiRoute(call, parts.slice(1).join('/'), caller)
  if (path === 'resources') return resources(call, caller)
  if (path === 'resource') return oneResource(call, caller)
  if (path === 'query/resolver') return resolver(call, caller)
  if (first === 'queries' && second === 'metrics-views' && third && parts.length === 4)
    if (fourth === 'schema' || fourth === 'time-range-summary') return viewFact(call, third, fourth, caller)
  throw plainFailed(404, 'Not Found')
}
