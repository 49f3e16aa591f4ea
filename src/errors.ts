/** The kinds of failure that a system can have; each has one sentence in `run/explain.ts`. */
export const systemErrorKinds = [
  'auth',
  'forbidden',
  'not-found',
  'rate-limited',
  'timeout',
  'unreachable',
  'too-large',
  'unexpected-answer',
  'unavailable',
  'rejected',
  'version',
  'too-old',
] as const
export type SystemErrorKind = (typeof systemErrorKinds)[number]

/** A mistake that the person can mend: the message is shown as it is and says what to do. */
export class UserError extends Error {
  override readonly name = 'UserError'
  /** Names or commands that the person may have meant, best first. */
  readonly candidates: readonly string[]
  constructor(message: string, candidates: readonly string[] = []) {
    super(message)
    this.candidates = candidates
  }
}

/** Somebody asked for what the policy does not allow them; nothing was called. */
export class RefusedError extends UserError {}

/** A reason is missing, and with one the same line would do. */
export class ReasonWanted extends UserError {}

export interface SystemErrorFacts {
  /** The connection, `rudder/prod`. */
  readonly connection: string
  readonly kind: SystemErrorKind
  /** `GET /rules/{ruleId}`: the declared endpoint, never the real URL. */
  readonly endpoint: string
  /** HTTP status, where there was an answer. */
  readonly status?: number
  /** What the system said, cut to a sentence; untrusted text. */
  readonly detail?: string
  /** True only where no byte of the request can have left this process. */
  readonly unsent?: boolean
  readonly cause?: unknown
}

/** A system did not do what was asked. Made only in `systems/`; the cause is kept for the log and never shown. */
export class SystemError extends Error {
  override readonly name = 'SystemError'
  readonly connection: string
  readonly kind: SystemErrorKind
  readonly endpoint: string
  readonly status: number | undefined
  readonly detail: string | undefined
  readonly unsent: boolean
  constructor(facts: SystemErrorFacts) {
    super(`${facts.connection} ${facts.endpoint}: ${facts.kind}`, { cause: facts.cause })
    this.connection = facts.connection
    this.kind = facts.kind
    this.endpoint = facts.endpoint
    this.status = facts.status
    this.detail = facts.detail
    this.unsent = facts.unsent ?? false
  }
}
