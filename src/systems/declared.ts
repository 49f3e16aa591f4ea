import { withoutTrailing } from '../trailing.ts'
import type { Lease } from '../vault/lease.ts'
import type { Operation } from './operation.ts'
import { type BuiltRequest, sha256 } from './request.ts'

const encoded = (value: string | undefined) => {
  if (!value || value === '.' || value === '..' || /[/\\%?#\p{Cc}]/u.test(value))
    throw new Error('a path parameter that climbs')
  return encodeURIComponent(value)
}

/**
 * The URL of a request that is exactly the declared operation, below `base`, with a lease for this very operation; its
 * digest is computed again. Anything else is a bug, not a mistake of a person: a plain Error.
 */
export const declaredUrl = (base: URL, operation: Operation, request: BuiltRequest, lease: Lease): URL => {
  const refuse = (why: string) => new Error(`${operation.endpoint} is not sent: ${why}`)
  const { method, body } = request
  const url = new URL(request.url)
  const root = withoutTrailing(base.pathname, '/')
  if (url.href !== request.url || url.username || url.password || url.hash)
    throw refuse('its address is not in normal form')
  if (url.origin !== base.origin || !url.pathname.startsWith(`${root}/`))
    throw refuse('its address is not below the connection')
  const [declaredMethod, template = ''] = operation.endpoint.split(' ')
  if (method !== declaredMethod) throw refuse('another method')
  // Between the connection's address and the operation a protocol may put its version, `/api/latest`.
  const wanted = template.split('/').slice(1)
  const given = url.pathname.slice(root.length + 1).split('/')
  const tail = given.slice(-wanted.length)
  const fill = (segment: string) => segment.replace(/\{([^{}]+)\}/g, (_, name: string) => encoded(request.path[name]))
  if (tail.length !== wanted.length || wanted.some((segment, i) => fill(segment) !== tail[i]))
    throw refuse('another path')
  if (body !== undefined && !operation.shape.body) throw refuse('a body that was not declared')
  if (lease.scope !== operation.scope || lease.endpoint !== operation.endpoint)
    throw refuse('the lease is for another operation')
  if (sha256({ method, url: url.href, body: body ?? null }) !== request.digest)
    throw refuse('the digest is of another request')
  return url
}
