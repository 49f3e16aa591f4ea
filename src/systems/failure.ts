import { SystemError, type SystemErrorFacts, type SystemErrorKind } from '../errors.ts'
import type { RawAnswer } from './system.ts'

/** Makes the SystemErrors of one call; nothing in them holds the token, headers or body of the request. */
export type Fail = (
  kind: SystemErrorKind,
  facts?: Pick<SystemErrorFacts, 'status' | 'detail' | 'unsent' | 'cause'>,
) => SystemError

/** `secrets` are the token and the header values that carry it. */
export const failing =
  (connection: string, endpoint: string, secrets: readonly string[]): Fail =>
  (kind, { cause, ...facts } = {}) =>
    new SystemError({
      connection,
      endpoint,
      kind,
      ...facts,
      ...(cause !== undefined && { cause: bare(cause, secrets) }),
    })

/** Only the name, code and message of an error: undici's own carry the request with its headers. */
export const bare = (cause: unknown, secrets: readonly string[]): Error => {
  const { name, code, message } = (cause instanceof Error ? cause : new Error(String(cause))) as NodeJS.ErrnoException
  const clean = (text: string) => hide(text, secrets)
  return Object.assign(new Error(clean(message || code || name)), {
    name: clean(name),
    ...(code && { code: clean(String(code)) }),
  })
}

/** The text without these values; longer ones first, so that a header goes before the token in it. */
export const hide = (text: string, secrets: readonly string[]): string =>
  [...secrets]
    .filter((secret) => secret !== '')
    .sort((a, b) => b.length - a.length)
    .reduce((out, secret) => out.replaceAll(secret, '[redacted]'), text)

const kinds: Readonly<Record<number, SystemErrorKind>> = {
  401: 'auth',
  403: 'forbidden',
  404: 'not-found',
  429: 'rate-limited',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
}

/** The error that a status alone tells of, or undefined for 2xx: what remains when the system's protocol said nothing. */
export const statusError = ({ status }: RawAnswer, fail: Fail): SystemError | undefined => {
  if (status >= 200 && status < 300) return undefined
  const detail = status >= 300 && status < 400 ? { detail: 'it redirects, and redirects are not followed' } : {}
  return fail(kinds[status] ?? 'unexpected-answer', { status, ...detail })
}
