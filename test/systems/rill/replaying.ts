import { createServer } from 'node:http'
import { recordedJson } from '../../../packages/local-redash/test/shape.ts'
import type { Capture } from '../../../packages/local-rill/test/captures.ts'
import type { Operation, RawInput } from '../../../src/systems/operation.ts'
import { rill } from '../../../src/systems/rill/index.ts'
import { Secret } from '../../../src/vault/secret.ts'
import { listening } from '../calling.ts'
import { callOf, connectedTo, operationsOf } from '../contract/connected.ts'

const below =
  /^\/v1\/(?:orgs|organizations)\/[^/]+\/projects\/[^/]+(?:\/branch\/[^/]+)?(\/.*)$|^\/v1\/instances\/[^/]+(\/.*)$/

const fits = ({ endpoint }: Operation, method: string, path: string): boolean => {
  const [own = '', template = ''] = endpoint.split(' ')
  const pattern = template.replace(/\{[^}]+\}/g, '[^/]+')
  return own === method && new RegExp(`^${pattern}$`).test(path)
}

/** The operation that a recorded request is, and its name; undefined if it is none of ours. */
export const operationOf = ({ request: { method, path } }: Capture) => {
  const [bare = ''] = path.split('?')
  const [, cloud, local] = below.exec(bare) ?? []
  const rest = (cloud ?? local ?? '').replace(/^\/runtime(?=\/)/, '')
  // The bot builds no such path.
  if (/\.\.%2F/i.test(path)) return undefined
  const isKind = !path.includes('/resource') || path.includes('rill.runtime.v1.MetricsView')
  // What the built-in APIs are called with is no API of the project.
  if (!isKind || /^\/api\/(sql|metrics-sql)$/.test(rest) || (method === 'GET' && rest === '/api/metrics'))
    return undefined
  const [name, operation] =
    Object.entries(operationsOf(rill))
      .filter(([, one]) => one.shape.internal !== 'probe' && fits(one, method, rest))
      .sort(([, a], [, b]) => a.endpoint.split('{').length - b.endpoint.split('{').length)[0] ?? []
  return operation && name !== undefined ? { name, operation, rest } : undefined
}

const inputOf = ({ endpoint }: Operation, rest: string): RawInput => {
  const segments = rest.split('/')
  const parts = (endpoint.split(' ')[1] ?? '').split('/')
  return Object.fromEntries(
    parts.flatMap((part, at) =>
      part.startsWith('{') ? [[part.slice(1, -1), segments[at]?.replaceAll('%', '~') ?? '']] : [],
    ),
  )
}

/** A recorded body; one of which only the beginning was written down ends after its last whole element. */
const bodyOf = ({ response: { body, cut } }: Capture): string => {
  if (!cut) return body
  const read = recordedJson(body) as readonly unknown[] | { readonly resources: readonly unknown[] }
  return JSON.stringify('resources' in read ? { resources: read.resources.slice(0, -1) } : read)
}

/** Asks a server that answers as it was recorded, through the one transport and with the schemas of the operation. */
export const replayed = async (capture: Capture, operation: Operation, rest: string): Promise<unknown> => {
  const { status, type } = capture.response
  const server = createServer((_, response) => {
    response.writeHead(status, { 'content-type': type })
    response.end(bodyOf(capture))
  })
  const url = `http://127.0.0.1:${await listening(server)}/v1/organizations/acme-org/projects/ads`
  const token = { name: 'token', secret: new Secret(() => 'the-token-of-the-test'), scopes: [operation.scope] }
  const connection = connectedTo(rill, url, [token])
  const { query: _, body: __, path: ___, ...shape } = operation.shape
  return callOf(connection, { ...operation, shape }, inputOf(operation, rest))
}
