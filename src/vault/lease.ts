import type { Secret } from './secret.ts'

/** In whose name a call is made; a person's lease makes the answer personal. */
export type OnBehalfOf = 'bot' | { readonly person: string }

/** The loan of one token for one operation; only the transport reveals it. */
export interface Lease {
  readonly token: string
  /** Undefined if the system asks for no token. */
  readonly secret: Secret | undefined
  readonly identity: OnBehalfOf
  readonly scope: string
  readonly endpoint: string
}

/** What is asked of a source: one operation with its path parameters. */
export interface LeaseRequest {
  readonly scope: string
  /** `GET /rules/{ruleId}` */
  readonly endpoint: string
  readonly path: Readonly<Record<string, string>>
}

/** The keys with which the reads of one person are made in that person's own name. */
export interface OwnKeys {
  /** True if the person gave the key, and can give another. */
  readonly isGiven?: true
  /** The lease of the key that serves the operation, or undefined if none does. */
  lease(wanted: LeaseRequest): Promise<Lease | undefined>
  /** Forgets the key, because the system refused it; a lease after that has a new one. Left out for keys that last. */
  drop?(): void
}

/** A place where tokens come from: the settings file, a handshake, a person's own keys. */
export interface TokenSource {
  /** The lease of the narrowest token that serves the operation, or undefined if none does. */
  lease(wanted: LeaseRequest): Promise<Lease | undefined>
  /** The names of its tokens. */
  readonly names: readonly string[]
  /**
   * The lease of one named token, whatever it serves: to ask whether it is accepted and what it can do, which changes
   * nothing.
   */
  probe(name: string, wanted: LeaseRequest): Promise<Lease | undefined>
  /** Whether the settings say that a named token serves the scope. */
  declares(name: string, scope: string): boolean
  /** The only values of path parameters that one named token is for; undefined if it is for all. */
  only(name: string): Readonly<Record<string, readonly string[]>> | undefined
  /**
   * The keys of this person's own (`Principal.id`), if there are any: then the reads of their lines carry these and no token
   * of the bot, and their answers are personal. Never for a write, a proposal or a handshake.
   */
  own?(person: string): Promise<OwnKeys | undefined>
}
