import {
  SystemError,
  type SystemErrorCause,
  type SystemErrorContext,
  type SystemErrorFacts,
  type SystemErrorKind,
  type SystemErrorReason,
} from '../errors.ts'
import { createHiding } from '../vault/encodings.ts'
import type { RawAnswer } from './system.ts'

/** Makes the SystemErrors of one call; they never contain the token, headers or body of the request. */
export type Fail = <K extends SystemErrorKind>(
  kind: K,
  facts?: Omit<SystemErrorContext, 'connection' | 'endpoint'> & { readonly reason?: SystemErrorReason<K> | undefined },
) => SystemError

/** `secrets` are the token and the header values that carry it. */
export const failing =
  (connection: string, endpoint: string, secrets: readonly string[], request: string): Fail =>
  (kind, { cause, ...facts } = {}) =>
    new SystemError({
      connection,
      endpoint,
      request,
      kind,
      ...facts,
      ...(cause !== undefined && { cause: bare(cause, secrets) }),
    } as SystemErrorFacts)

/** The same error, with the certainty that the request it stopped was not sent. */
export const unsent = (error: SystemError): SystemError =>
  new SystemError({ ...error, cause: error.cause, unsent: true } as SystemErrorFacts)

/** The same error, if a key that the person gave was refused: then that person can do something about it. */
export const ofOwnKey = (error: unknown): unknown =>
  error instanceof SystemError && (error.kind === 'auth' || error.kind === 'forbidden')
    ? new SystemError({ ...error, cause: error.cause, ownKey: true } as SystemErrorFacts)
    : error

/** Only the name, code and message of an error: undici's own carry the request with its headers. */
export const bare = (cause: unknown, secrets: readonly string[]): Error => {
  const { name, code, message } = (cause instanceof Error ? cause : new Error(String(cause))) as NodeJS.ErrnoException
  const clean = (text: string) => hide(text, secrets)
  return Object.assign(new Error(clean(message || code || name)), {
    name: clean(name),
    ...(code && { code: clean(String(code)) }),
  })
}

/** The text without these values, in whatever encoding; longer ones first, so that a header is removed before the token in it. */
export const hide = (text: string, secrets: readonly string[]): string => createHiding()(text, secrets)

// Only the protocol knows whether a 404 is the system's; if it doesn't say so, nothing counts as deleted.
const causes: Readonly<Record<number, SystemErrorCause>> = {
  401: { kind: 'auth' },
  403: { kind: 'forbidden' },
  404: { kind: 'not-found', reason: 'no-such-address' },
  429: { kind: 'rate-limited' },
  502: { kind: 'unavailable' },
  503: { kind: 'unavailable' },
  504: { kind: 'unavailable' },
}

/** The error for a status alone, or undefined for 2xx: used when the system's protocol recognised nothing. */
export const statusError = ({ status }: RawAnswer, fail: Fail): SystemError | undefined => {
  if (status >= 200 && status < 300) return undefined
  if (status >= 300 && status < 400) return fail('unexpected-answer', { status, reason: 'redirect' })
  const { kind, reason } = causes[status] ?? { kind: 'unexpected-answer' }
  return fail(kind, { status, reason })
}
