import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { UserError } from '../errors.ts'
import { withoutTrailing } from '../trailing.ts'
import type { Operation, RawInput } from './operation.ts'

/** One HTTP request, complete except for the token. */
export interface BuiltRequest {
  readonly method: string
  readonly url: string
  /** Canonical JSON, or undefined if the operation has no body. */
  readonly body: string | undefined
  readonly path: Readonly<Record<string, string>>
  /** sha256 of all of the above, in hexadecimal: what a permit is bound to. */
  readonly digest: string
}

/** sha256 of canonical JSON (RFC 8785), in hexadecimal. */
export const sha256 = (value: unknown): string =>
  createHash('sha256')
    .update(canonicalize(value) ?? 'undefined')
    .digest('hex')

// `encodeURIComponent('..')` is `..` and a URL climbs on it; `%`, `/`, `\` and controls could be decoded on the way.
const parameter = /^(?!\.{1,2}$)[^/\\?#%\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]{1,200}$/u

const segment = (name: string, value: unknown): string => {
  if (typeof value !== 'string' || !parameter.test(value)) {
    throw new UserError(
      `This is not an id that can be looked up (${name}). Use the name or the id as the system shows it.`,
    )
  }
  return encodeURIComponent(value)
}

/**
 * The one request that an operation and its input make, below `base` (`https://host/rudder/api`).
 * Throws UserError on a path parameter that is empty, `.`, `..` or holds a separator or control character,
 * and ZodError on a query or body that the operation does not declare.
 */
export const buildRequest = (base: string, operation: Operation, input: RawInput = {}): BuiltRequest => {
  const [method = '', template = ''] = operation.endpoint.split(' ')
  operation.shape.path?.parse(input)
  const path: Record<string, string> = {}
  const filled = template.replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const value = segment(name, input[name])
    path[name] = String(input[name])
    return value
  })
  const root = new URL(base)
  const url = new URL(root.origin + withoutTrailing(root.pathname, '/') + filled)
  const expected = withoutTrailing(root.pathname, '/') + filled
  if (url.pathname !== expected || url.origin !== root.origin) throw new TypeError(`${operation.endpoint}: path climbs`)
  const query = operation.shape.query ? (operation.shape.query.parse(input.query ?? {}) as Record<string, unknown>) : {}
  // A list is its key once for each of its values.
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined) url.searchParams.append(name, String(one))
  }
  const body = operation.shape.body ? canonicalize(operation.shape.body.parse(input.body ?? {})) : undefined
  return { method, url: url.href, body, path, digest: sha256({ method, url: url.href, body: body ?? null }) }
}
