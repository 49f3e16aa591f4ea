import type { Caller } from '../attributes.ts'
import { type Answer, type Call, json } from '../call.ts'
import { failed, plainFailed } from '../failed.ts'
import { resolveApi, sentRows } from '../resolve.ts'
import { isParsed } from '../sql/template.ts'
import { mustReadApis } from '../tokens/runtime-caller.ts'
import { builtIn } from './built-in.ts'
import { openapi } from './openapi.ts'

/** The arguments of a call: those of the body, whatever its type is said to be, and over them those of the query. */
const argumentsOf = ({ body, query }: Call): Readonly<Record<string, unknown>> => {
  let sent: unknown = {}
  if (body !== '') {
    try {
      sent = JSON.parse(body)
    } catch {
      const first = JSON.stringify(body[0] ?? '').replaceAll('"', "'")
      throw failed(400, `failed to unmarshal request body: invalid character ${first} looking for beginning of value`)
    }
    if (sent !== null && (typeof sent !== 'object' || Array.isArray(sent)))
      throw failed(
        400,
        `failed to unmarshal request body: json: cannot unmarshal ${Array.isArray(sent) ? 'array' : typeof sent} into Go value of type map[string]interface {}`,
      )
  }
  if (sent === null && query.size > 0) throw plainFailed(500, 'Internal Server Error')
  const firsts = Object.fromEntries([...query.keys()].map((name) => [name, query.get(name)]))
  return { ...(sent as object), ...firsts }
}

/** Any method runs the query. Names are told apart without their case; a slash at the end is part of the name. */
export function apiRoute(call: Call, name: string, caller: Caller): Answer {
  const { state, engine } = call
  mustReadApis(caller)
  if (name === 'openapi') {
    if (call.method !== 'GET') throw failed(405, 'GET only')
    return openapi(call)
  }
  const args = argumentsOf(call)
  const special = builtIn(call, name, args, caller)
  if (special) return special
  const api = state.apis.find((one) => one.name.toLowerCase() === name.toLowerCase())
  const settling = state.settling.shift()
  if (!api || settling === 'missing' || !isParsed(api.metricsSql ?? api.sql ?? ''))
    throw failed(404, `api with name ${JSON.stringify(name)} not found`)
  if (settling === 'invalid') throw failed(400, `metrics view ${JSON.stringify(state.views[0]?.name)} is not valid`)
  const answer = json(sentRows(resolveApi(state, engine, api, args, caller)))
  return { ...answer, ...(api.takes !== undefined && { takes: api.takes }) }
}
