import type { Form } from './form.ts'

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

interface Reasons {
  /** `not-presented`: the server found no token in the request, which had one; `expired-token`: it was good until now. */
  auth: 'no-token' | 'unreadable-token' | 'unusable-token' | 'not-presented' | 'expired-token'
  /** `not-owner`: only whoever owns the object may; `not-runnable`: the object may be read, and not be run. */
  forbidden: 'needs-user' | 'needs-admin' | 'not-owner' | 'not-runnable' | 'missing-scope'
  /** `nothing-stored`: the object is there, and what is asked of it was never made. */
  'not-found': 'no-such-address' | 'nothing-stored'
  'rate-limited': never
  timeout: 'connect-timeout'
  unreachable:
    | 'no-such-host'
    | 'closed-port'
    | 'no-route'
    | 'untrusted-certificate'
    | 'expired-certificate'
    | 'early-certificate'
    | 'other-host-name'
    /** `https:` to a port of something else, and `http:` to a port of TLS. */
    | 'not-tls'
    | 'wants-tls'
    | 'handshake-failed'
    | 'pin-mismatch'
    | 'proxy-unreachable'
    | 'proxy-refused'
  'too-large': never
  'unexpected-answer':
    | 'redirect'
    | 'cut-off'
    | 'not-http'
    | 'not-json'
    | 'not-text'
    | 'foreign'
    | 'no-result'
    | 'no-list'
    | 'not-as-documented'
    /** An error of the server that says nothing of its cause. */
    | 'failed-inside'
  /** `stopping` is this process; `resting` is a system that failed several times in a row. */
  unavailable: 'stopping' | 'resting'
  /**
   * What was asked for is turned off on the server; or the request itself is, which says nothing of the right to send it; or
   * the object was changed in the meantime; or a list has no page of that number; or what was asked for is still being
   * worked out, and asking again waits on; or the object itself has an error.
   */
  rejected: 'switched-off' | 'not-offered' | 'conflict' | 'past-the-end' | 'still-running' | 'broken'
  version: 'no-common-version'
  'too-old': never
}

/** Why a system failed, if its kind alone does not say so. Code compares reasons, never sentences. */
export type SystemErrorReason<K extends SystemErrorKind = SystemErrorKind> = Reasons[K]

/** A kind of failure with one of the reasons that this kind can have. */
export type SystemErrorCause = {
  readonly [K in SystemErrorKind]: { readonly kind: K; readonly reason?: SystemErrorReason<K> }
}[SystemErrorKind]

/** A mistake that the person can fix: the message is shown as it is and says what to do. */
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

/** Values are missing or wrong, and with others the same line would do. */
export class FormWanted extends UserError {
  readonly form: Form
  constructor(message: string, form: Form, candidates?: readonly string[]) {
    super(message, candidates)
    this.form = form
  }
}

/** What was asked for was begun and did not succeed, or it isn't known whether it did; nothing was changed by it. */
export class FailedError extends UserError {
  /** What the system said about it, a line each: untrusted. */
  readonly says: readonly string[]
  readonly ending: 'failed' | 'unknown'
  constructor(message: string, { says = [], ending = 'failed' }: Partial<Pick<FailedError, 'says' | 'ending'>> = {}) {
    super(message)
    this.says = says
    this.ending = ending
  }
}

/** Values are missing from a line, or wrong in it. */
export class ValuesWanted extends FormWanted {
  /** What may be given for each of them. */
  readonly values: readonly { readonly name: string; readonly text: string }[]
  constructor(message: string, form: Form, values: ValuesWanted['values'], candidates?: readonly string[]) {
    super(message, form, candidates)
    this.values = values
  }
}

/** What a SystemError contains besides its kind and reason. */
export interface SystemErrorContext {
  /** The connection, `rudder/prod`. */
  readonly connection: string
  /** `GET /rules/{ruleId}`: the declared endpoint, never the real URL. */
  readonly endpoint: string
  /** HTTP status, if there was an answer. */
  readonly status?: number
  /**
   * What the system said, cut to a sentence (untrusted text), or a technical addition to the reason: a scope, a size. Shown,
   * never compared.
   */
  readonly detail?: string
  /** True only if no byte of the request can have left this process. */
  readonly unsent?: boolean
  /** A read is made once more after this many milliseconds: what was asked for may be there then. */
  readonly onceMoreMs?: number
  /**
   * What this answer to a write proves. `definite`: the system refused before it did anything. `if-gone`: it did nothing,
   * provided that the object cannot be read afterwards either. `unless-done`: it did nothing, provided that what was asked
   * for is not there afterwards. Undefined: nothing; read back.
   */
  readonly refusal?: 'definite' | 'if-gone' | 'unless-done'
  /** For `pin-mismatch`: the key that the server showed (undefined if none) and the one in the settings, `sha256//…`. */
  readonly keys?: { readonly shown: string | undefined; readonly pinned: string }
  /** What the request had in `X-Request-Id`. */
  readonly request?: string
  /** True if the request carried a key that the person who asks gave. */
  readonly ownKey?: boolean
  readonly cause?: unknown
}

export type SystemErrorFacts = SystemErrorContext & SystemErrorCause

/** A system did not do what was asked. Made only in `systems/`; the cause is kept for the log and never shown. */
export class SystemError extends Error {
  override readonly name = 'SystemError'
  readonly connection: string
  readonly kind: SystemErrorKind
  readonly reason: SystemErrorReason | undefined
  readonly endpoint: string
  readonly status: number | undefined
  readonly detail: string | undefined
  readonly unsent: boolean
  readonly onceMoreMs: number | undefined
  readonly refusal: SystemErrorContext['refusal']
  readonly keys: SystemErrorContext['keys']
  readonly request: string | undefined
  readonly ownKey: boolean
  constructor(facts: SystemErrorFacts) {
    const why = facts.reason === undefined ? facts.kind : `${facts.kind} (${facts.reason})`
    super(`${facts.connection} ${facts.endpoint}: ${why}`, { cause: facts.cause })
    this.connection = facts.connection
    this.kind = facts.kind
    this.reason = facts.reason
    this.endpoint = facts.endpoint
    this.status = facts.status
    this.detail = facts.detail
    this.unsent = facts.unsent ?? false
    this.onceMoreMs = facts.onceMoreMs
    this.refusal = facts.refusal
    this.keys = facts.keys
    this.request = facts.request
    this.ownKey = facts.ownKey ?? false
  }
}

/** True if the system itself says that the object does not exist; false for an address that it does not have. */
export const isGone = (error: unknown): error is SystemError =>
  error instanceof SystemError && error.kind === 'not-found' && error.reason === undefined
