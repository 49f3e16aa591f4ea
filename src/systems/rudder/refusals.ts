import { SystemError, type SystemErrorCause, type SystemErrorContext, type SystemErrorKind } from '../../errors.ts'

/** Why Rudder refused, by status *and* text: it answers 500 for almost everything (RestUtils, zio errors). */
const causeOf = (status: number, said: string): SystemErrorCause => {
  if (status === 401) return { kind: 'auth' }
  // The first is said of tokens; the others of change requests, which a global token may not decide.
  if (
    status === 403 ||
    /^Authorization error:|\bare not authorized to do that action|User is not authorized/.test(said)
  )
    return /^(User is|You are) not authorized/.test(sentence(said))
      ? { kind: 'forbidden', reason: 'needs-user' }
      : { kind: 'forbidden' }
  if (/could not parse/.test(said)) return { kind: 'rejected' }
  if (/was not found|not found'|is not known on Rudder|does not exist|Could not find/.test(said))
    return { kind: 'not-found' }
  if (/^Bad request: Request is (missing a|requiring)/.test(said)) return { kind: 'version' }
  if (status === 429) return { kind: 'rate-limited' }
  if (status >= 502 && status <= 504) return { kind: 'unavailable' }
  if (/Workflow are disabled/.test(said)) return { kind: 'rejected', reason: 'switched-off' }
  return { kind: said === '' ? 'unexpected-answer' : 'rejected' }
}

/** The sentence in `errorDetails`, without the kinds that zio and Lift put before it, and without paths of the server. */
const sentence = (said: string) =>
  said
    .replace(/^(Inconsistency|Unexpected|Accumulated): ?/, '')
    .replace(/ ?\(real path: [^)]*\)/g, '')
    .slice(0, 300)

/**
 * What each kind proves of a write (docs/decisions/0003). The first three are said before any handler runs. “Not found”
 * comes as a 500 that a handler could answer half-way, so the object must be gone as well.
 */
const proves: Readonly<Partial<Record<SystemErrorKind, NonNullable<SystemErrorContext['refusal']>>>> = {
  auth: 'definite',
  forbidden: 'definite',
  version: 'definite',
  'not-found': 'if-gone',
}

/** Where an answer came from. */
export type Answered = Required<Pick<SystemErrorContext, 'connection' | 'endpoint' | 'status'>>

/** The error for an answer of Rudder whose cause is known; `detail` as far as Rudder said anything. */
export const failed = (answered: Answered, cause: SystemErrorCause, said = ''): SystemError => {
  const refusal = proves[cause.kind]
  return new SystemError({
    ...answered,
    ...cause,
    ...(said !== '' && { detail: sentence(said) }),
    ...(refusal && { refusal }),
  })
}

/** The error for an answer whose cause is in what Rudder said, `errorDetails`. */
export const refused = (answered: Answered, said: string): SystemError =>
  failed(answered, causeOf(answered.status, said), said)
