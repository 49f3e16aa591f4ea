import { createServer } from 'node:http'
import type { Capture } from '../../../packages/local-redash/test/captures.ts'
import { recordedJson } from '../../../packages/local-redash/test/shape.ts'
import type { Operation, RawInput } from '../../../src/systems/operation.ts'
import { redash } from '../../../src/systems/redash/index.ts'
import { Secret } from '../../../src/vault/secret.ts'
import { listening } from '../calling.ts'
import { callOf, connectedTo, operationsOf } from '../contract/connected.ts'
import { operationAt } from '../contract/matching.ts'

const origin = 'http://redash.example'

/** Addresses of Redash that fit one of ours by their form alone, and that the bot never asks. */
const others =
  /^\/api\/(?:queries\/(?:my|favorites|recent|search|tags|format)|dashboards\/(?:my|favorites|tags)|.*\/|query_results\/\d+\.\w+)$/

/** The operation that a recorded request is, and its name; undefined if it is none of ours. */
export const operationOf = ({ request: { method, path } }: Capture) => {
  const { pathname, searchParams } = new URL(origin + path)
  // Of a server with several organizations; and a key in the address is how others send it.
  const sent = { method, path: pathname.replace(/^\/(default|nosuch)\/(?=api\/)/, '/') }
  const operation = operationAt(redash, origin, sent)
  if (!operation || searchParams.has('api_key') || others.test(sent.path)) return undefined
  const all = Object.entries(operationsOf(redash))
  // Two operations may be one request; what it asks for tells which.
  const same = all.filter(([, one]) => one.endpoint === operation.endpoint && one.shape.internal === undefined)
  const [name, found] = same[0] ?? all.find(([, one]) => one === operation) ?? ['', operation]
  return { name, operation: bySlug(found, searchParams) }
}

const bySlug = (operation: Operation, query: URLSearchParams): Operation =>
  operation.endpoint.startsWith('GET /dashboards/{') && query.has('legacy')
    ? redash.operations.dashboardBySlug
    : operation

/** What a request of the operation is given so that it has this path. */
const inputOf = ({ endpoint }: Operation, path: string): RawInput => {
  const { pathname } = new URL(origin + path)
  const segments = pathname
    .slice(pathname.indexOf('/api/') + 5)
    .split('/')
    .map(decodeURIComponent)
  const parts = (endpoint.split(' ')[1] ?? '').split('/').slice(1)
  return Object.fromEntries(
    parts.flatMap((part, at) => (part.startsWith('{') ? [[part.slice(1, -1), segments[at] ?? '']] : [])),
  )
}

type Json = Readonly<Record<string, unknown>>
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * A document that was cut off, along its right edge: the last element of a list goes, and an object gets the keys that it
 * lacks from a whole document of the same kind.
 */
const completed = (cut: unknown, whole: unknown): unknown => {
  if (Array.isArray(cut)) return cut.slice(0, -1)
  if (!isObject(cut)) return cut
  const like = isObject(whole) ? whole : {}
  const last = Object.keys(cut).at(-1) ?? ''
  const missing = Object.entries(like).filter(([key]) => !Object.hasOwn(cut, key))
  return { ...cut, [last]: completed(cut[last], like[last]), ...Object.fromEntries(missing) }
}

/** An answer as it was recorded; one of which only the beginning was written down ends like a whole one of the same kind. */
const bodyOf = ({ response: { body, type, cut } }: Capture, whole: string | undefined): string => {
  if (!cut || type !== 'application/json') return body
  return JSON.stringify(completed(recordedJson(body), whole === undefined ? undefined : recordedJson(whole)))
}

/**
 * Asks a server that answers as it was recorded, through the one transport and with the schemas of the operation. What a
 * request sends is not what was recorded: here it is about the answer.
 */
export const replayed = async (capture: Capture, operation: Operation, whole: string | undefined): Promise<unknown> => {
  const { status, type } = capture.response
  const server = createServer((_, response) => {
    response.writeHead(status, { 'content-type': type, 'set-cookie': 'session=of-the-server; Path=/' })
    response.end(bodyOf(capture, whole))
  })
  const url = `http://127.0.0.1:${await listening(server)}`
  const token = { name: 'key', secret: new Secret(() => 'the-key-of-the-test'), scopes: [operation.scope] }
  const connection = connectedTo(redash, url, [token])
  const { query: _, body: __, ...shape } = operation.shape
  return callOf(connection, { ...operation, shape }, inputOf(operation, capture.request.path))
}
