import { SystemError, type SystemErrorCause, type SystemErrorContext } from '../../../errors.ts'
import { proofOf } from '../access/proofs.ts'

/** Why Rudder refused, by status *and* text: it answers 500 for almost everything (RestUtils, zio errors). */
const causeOf = (status: number, said: string): SystemErrorCause => {
  if (status === 401) return { kind: 'auth' }
  // The first is about tokens; the others are about change requests, which a global token may not decide.
  if (
    status === 403 ||
    /^Authorization error:|\bare not authorized to do that action|User is not authorized/.test(said)
  )
    return /(^|cause was: |<- )(User is|You are) not authorized/.test(plain(said))
      ? { kind: 'forbidden', reason: 'needs-user' }
      : { kind: 'forbidden' }
  // A user who may not decline gets the answer that no step leads there.
  if (said.includes("because status 'Pending ") && said.includes("' cannot be cancelled"))
    return { kind: 'forbidden', reason: 'needs-user' }
  if (/could not parse/.test(said)) return { kind: 'rejected' }
  if (/was not found|not found'|is not known on Rudder|does not exist|Could not find/.test(said))
    return { kind: 'not-found' }
  if (/^Bad request: Request is (missing a|requiring)/.test(said)) return { kind: 'version' }
  // Answered before the right of the token is checked: the plugin is off, or its licence has expired.
  if (/^Bad request: API '[^']*' is disabled/.test(said)) return { kind: 'rejected', reason: 'not-offered' }
  if (status === 429) return { kind: 'rate-limited' }
  if (status >= 502 && status <= 504) return { kind: 'unavailable' }
  if (/Workflow are disabled/.test(said)) return { kind: 'rejected', reason: 'switched-off' }
  return { kind: said === '' ? 'unexpected-answer' : 'rejected' }
}

/** What Rudder says without the kinds of errors that zio and Lift put before a cause. */
const plain = (said: string) => said.split(causeWas).map(unmarked).join(causeWas)

const causeWas = 'cause was: '
const kinds = ['Inconsistency', 'Unexpected', 'Accumulated', 'Consistency', 'Consistancy', 'SecurityError']

/** The text without the kinds of errors that it begins with. */
const unmarked = (text: string): string => {
  let at = 0
  for (;;) {
    const kind = kinds.find((one) => text.startsWith(`${one}:`, at))
    if (kind === undefined) return text.slice(at)
    at += kind.length + 1
    if (text.charAt(at) === ' ') at += 1
  }
}

/** The sentence in `errorDetails`, without kinds of errors and without paths of the server. */
const sentence = (said: string) =>
  plain(said)
    .replace(/ ?\(real path: [^()]*\)/g, '')
    .slice(0, 300)

/** Where an answer came from. */
export type AnswerOrigin = Required<Pick<SystemErrorContext, 'connection' | 'endpoint' | 'status'>>

/**
 * The error for an answer whose cause is known; `detail` is what Rudder said, if anything. Without `refusal` it proves
 * nothing.
 */
export const failed = (
  answered: AnswerOrigin,
  cause: SystemErrorCause,
  said = '',
  refusal?: SystemErrorContext['refusal'],
): SystemError =>
  new SystemError({
    ...answered,
    ...cause,
    ...(said !== '' && { detail: sentence(said) }),
    ...(refusal && { refusal }),
  })

/** The error for an answer that is not certainly Rudder's own: it proves nothing about a write. */
export const unproven = (answered: AnswerOrigin, said: string): SystemError =>
  failed(answered, causeOf(answered.status, said), said)

/**
 * The error for Rudder's own envelope, whose cause is in what it said, `errorDetails`. “Not found” comes as a 500 that a
 * handler could answer half-way, so the object must be gone as well, which is what a deletion wants anyway.
 */
export const refused = (answered: AnswerOrigin, said: string): SystemError => {
  const cause = causeOf(answered.status, said)
  const missing = cause.kind === 'not-found' && !answered.endpoint.startsWith('DELETE ')
  return failed(answered, cause, said, proofOf(answered.endpoint, plain(said)) ?? (missing ? 'if-gone' : undefined))
}
