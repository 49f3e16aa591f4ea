import { SystemError, type SystemErrorReason } from '../errors.ts'
import type { Lease } from '../vault/lease.ts'
import { declaredUrl } from './declared.ts'
import { bare, type Fail, failing } from './failure.ts'
import type { Operation } from './operation.ts'
import type { BuiltRequest } from './request.ts'
import type { Asker, RawAnswer } from './system.ts'
import type { WireRequest } from './wire.ts'

/** What the transport is asked to send. */
export interface CallRequest<T> {
  readonly operation: Operation
  readonly request: BuiltRequest
  /** Without the token. */
  readonly headers: Readonly<Record<string, string>>
  readonly lease: Lease
  /** How this system carries the token. */
  readonly present: (token: string) => Record<string, string>
  /**
   * What the answer says; SystemError if the answer, of any status, is an error. Its kind decides whether a read is tried
   * again.
   */
  readonly judge: (answer: RawAnswer) => T
  /** The person it is read for; nobody if absent. */
  readonly asker?: Asker | undefined
}

/** One checked call, which can't change any more. */
export interface CheckedCall<T = unknown> {
  readonly wire: WireRequest
  readonly write: boolean
  /** The declared endpoint, never the real URL. */
  readonly endpoint: string
  /** What it has in `X-Request-Id`. */
  readonly id: string
  readonly digest: string
  /** How long the server may hold its answer back on purpose, in milliseconds. */
  readonly holdMs: number
  /** The beginning is enough of an answer that doesn't end. */
  readonly beginning: boolean
  readonly fail: Fail
  /** Secrets that an answer or an error must not show. */
  readonly secrets: readonly string[]
  readonly judge: (answer: RawAnswer) => T
}

const headerValue = /^[\t\x20-\x7e\x80-\xff]+$/

/** Checks a request against its operation and its lease, and puts the token in; plain Errors are bugs of the caller. */
export const callOf = <T>(
  { connection: id, request: requestId }: { readonly connection: string; readonly request: string },
  base: URL,
  { operation, request, headers, lease, present, judge, asker }: CallRequest<T>,
): CheckedCall<T> => {
  const write = operation.kind !== 'read'
  const url = declaredUrl(base, operation, request, lease)
  const { method, body, digest } = request
  const carried = carry(id, operation.endpoint, lease, present)
  const sent = {
    'accept-encoding': 'gzip',
    'x-request-id': requestId,
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    ...carried.headers,
  }
  return {
    wire: { write, confirms: asker?.confirms === true, method, path: url.pathname + url.search, headers: sent, body },
    write,
    endpoint: operation.endpoint,
    id: requestId,
    digest,
    holdMs: operation.shape.holdMs ?? 0,
    beginning: operation.shape.text === 'beginning',
    fail: failing(id, operation.endpoint, carried.secrets, requestId),
    secrets: carried.secrets,
    judge,
  }
}

const carry = (id: string, endpoint: string, lease: Lease, present: CallRequest<unknown>['present']) => {
  const unusable = (reason: SystemErrorReason<'auth'>, cause?: unknown) =>
    new SystemError({
      connection: id,
      endpoint,
      kind: 'auth',
      reason,
      detail: lease.token,
      unsent: true,
      ...(cause ? { cause: bare(cause, []) } : {}),
    })
  if (lease.secret === undefined) return { headers: {}, secrets: [] }
  let token: string
  try {
    token = lease.secret.reveal()
  } catch (error) {
    throw unusable('unreadable-token', error)
  }
  const headers = Object.fromEntries(Object.entries(present(token)).map(([name, value]) => [name.toLowerCase(), value]))
  if (token === '' || !Object.values(headers).every((value) => headerValue.test(value))) {
    throw unusable('unusable-token')
  }
  return { headers, secrets: [...new Set([token, ...Object.values(headers)])] }
}
