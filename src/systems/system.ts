import type { SystemError, SystemErrorKind, SystemErrorReason } from '../errors.ts'
import type { ReachUnit } from '../reach.ts'
import type { Elements, Operation, RawInput } from './operation.ts'
import type { Probe } from './probe.ts'
import type { BuiltRequest } from './request.ts'
import type { ServerTraits } from './server-traits.ts'
import type { Example, Setup, TokensPage } from './setup.ts'

/** What came back, before anybody knows what it means. */
export interface RawAnswer {
  /** Path and query of the request that it answers. */
  readonly path: string
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** The media type without parameters, lower case; '' where there is none. */
  readonly type: string
  readonly text: string
  /** False where the text is only the beginning: it broke off, or was longer than time or size allow. */
  readonly ended: boolean
}

/** What a system found out when it was first asked: its version, and how to name it in an answer. */
export interface Session {
  /** `Rudder API 21` */
  readonly source: string
  readonly headers: Readonly<Record<string, string>>
  /** What the server is too old for, in one clause, where the operation came later than its version. */
  lacks?(operation: Operation): string | undefined
}

/** Who requested and approved a write, and why; it is part of the request itself. */
export interface Act {
  readonly proposal: string
  /** One line with no `;` `<` or `>` in it. */
  readonly reason: string | undefined
  /** `Ana <ana@acme.net>`, with no other `;` `,` `<` or `>` in it. */
  readonly requester: string
  readonly voters: readonly string[]
}

/** What became of a write that only the system's own change process can tell. */
export interface Pending {
  /** `change request #42` */
  readonly name: string
  /** True while nothing is changed; false where it was closed without a change or is deployed. */
  readonly open: boolean
  /** True if the change was made. */
  readonly deployed?: boolean
  /** True if it was closed for good without a change. */
  readonly declined?: boolean
}

/** One thing that a token can be used for, or not. */
export interface Right {
  /** A scope, of a part of it with the requests, or a request that is in none: `rudder:rules:write`, `POST system/reload`. */
  readonly what: string
  /** Whether the settings say that the token serves it. */
  readonly declared: boolean
  readonly may: 'can' | 'cannot' | 'not tested'
}

/** What is found out about a token that is accepted. */
export interface Probed {
  /** Milliseconds since 1970; null where it never expires, undefined where nobody says. */
  readonly expiresAt: number | null | undefined
  readonly rights: readonly Right[]
  /** Which objects it sees, if the system tells. */
  readonly sight?: Sight | undefined
}

/** Which objects a token sees. */
export interface Sight {
  /** In one sentence. */
  readonly says: string
  /** What to do about it, in one sentence, if it does not see all. */
  readonly todo?: string
}

/** How a protocol looks at one token: all of it carries this very token. */
export interface Look {
  readonly read: Reader
  /** Whether the token may use the endpoint; undefined where the answer does not say. */
  may(probe: Probe): Promise<boolean | undefined>
  /** Whether the settings say that the token serves the scope. */
  declares(scope: string): boolean
  /** Whether the token is for some objects only: then a refusal of another proves nothing. */
  readonly bound: boolean
}

/** Calls one declared read operation of the same connection; of one that is read element by element it gives all of them. */
export type Reader = (operation: Operation, input?: RawInput) => Promise<unknown>

/** How the bot reads the tags of one kind of objects, for itself: approvals may look at them. */
export interface TagReader {
  /** What a token must serve for that. */
  readonly scope: string
  /** Reads the tags of all of them; gives those of some as `key=value`, each once, and keeps nothing else. One that is gone has none. */
  read(read: Reader): Promise<(ids: readonly string[]) => readonly string[]>
}

/**
 * How a system words its own errors, by reason or by kind, if the general sentence does not fit. `who` is the connection
 * as people read it: `Rudder (prod)`.
 */
export type ErrorWording = Readonly<
  Partial<Record<SystemErrorReason | SystemErrorKind, (who: string, error: SystemError) => string>>
>

/** How one kind of backend speaks: everything that the transport and the executor must not know. */
export interface Protocol {
  /** The headers that carry the token. */
  present(token: string): Readonly<Record<string, string>>
  /** Below which address an operation lies. */
  base(url: string, operation: Operation): string
  /** The handshake; called once a connection and again after a `version` error. */
  open(read: Reader, connection: string): Promise<Session>
  /** Finds out whether a token is accepted, and what it can do; throws SystemError where it is not. Needs no right. */
  probe(look: Look): Promise<Probed>
  /**
   * The data in the answer, not yet parsed by the operation's schema; called once for each answer. Throws SystemError if
   * the answer is an error; only this knows whether the system refused before it did anything (`refusal`).
   */
  data(connection: string, operation: Operation, answer: RawAnswer): unknown
  /** The id that the server has given itself, the same by whatever address it is asked; undefined if it has none. */
  server?(read: Reader): Promise<string | undefined>
  readonly wording?: ErrorWording
  /** What is added to a write so that the system's own record names the people and the proposal. */
  attribute?(operation: Operation, act: Act): RawInput
  /** The pending change that the answer of a write tells of. */
  opened?(output: unknown): Pending | undefined
  /** Why what these scopes read may not be all that there is, in one sentence; undefined if it is, as far as the system tells. */
  limits?(read: Reader, scopes: readonly string[]): Promise<string | undefined>
  /** True where the answer of a write says that it is done and tells that there was nothing to do. */
  idle?(output: unknown): boolean
  /** True where the answer of a write tells that it was begun, and the end of that answer was not seen. */
  begun?(output: unknown): boolean
  /** Looks for the pending change that a write with a lost answer may have opened. */
  recover?(read: Reader, proposal: string): Promise<Pending | undefined>
  /** Looks at a pending change by the name that it was given; undefined if there is none of that name any more. */
  pending?(read: Reader, name: string): Promise<Pending | undefined>
}

/** One account that a system should have for the bot. */
export interface Account {
  readonly name: string
  /** What it is for, in sentences: also where it can be left out. */
  readonly purpose: string
  /** What its token serves, as the settings have it. */
  readonly scopes: readonly string[]
  /** What its access list says, one entry a line; none where a role gives it all. */
  readonly entries: readonly string[]
}

/** A kind of backend: its word, its operations as data, and how it speaks. */
export interface System<N extends string = string, O = Readonly<Record<string, Operation>>> {
  readonly name: N
  /** As people write it: `Rudder`. */
  readonly title: string
  readonly operations: O
  /** What its writes affect: confirmations and limits count it. */
  readonly unit: ReachUnit
  /** What its own change process opens instead of a change, if it has one: `change request`. */
  readonly changeProcess?: string
  /** The kinds of its objects that have tags, as plans name them; none if left out. */
  readonly tags?: Readonly<Record<string, TagReader>>
  /** What each scope lets one do, as it stands after “you may not”: `change rules`. */
  readonly scopes: Readonly<Record<string, string>>
  readonly protocol: Protocol
  /**
   * The path of its page of the object that a command is about, below the web address of a connection; `args` has what
   * each name stands for, and `source` is as in an answer. Undefined if there is no such page.
   */
  pageOf?(args: Readonly<Record<string, unknown>>, source: string): string | undefined
  /** The smallest useful set of accounts, the one that every connection needs first. */
  readonly accounts: readonly Account[]
  readonly setup: Setup
  readonly example: Example
  readonly tokensPage: TokensPage
}

/** For whom a connection reads. */
export interface Asker {
  /** `Principal.id` */
  readonly person: string
  /** True where a confirmation rests on it: it waits for no reader, and uses only answers to what it asked itself. */
  readonly confirms?: true
  /** True for what is only read: some of it may be a few seconds old. */
  readonly brief?: true
}

/** One configured instance of a system, as the executor sees it. */
export interface Connection {
  /** `rudder/prod` */
  readonly id: `${string}/${string}`
  readonly url: string
  readonly web: string | undefined
  /** The setting `server:`: which server it leads to, if the settings say so. */
  readonly server: string | undefined
  readonly system: System
  /** `Rudder API 21`, as soon as something was read. */
  readonly source: string
  readonly seen: ServerTraits
  /** True while it is left alone because it did not answer. */
  readonly isResting: boolean
  /** The names of its tokens. */
  readonly tokens: readonly string[]
  /** The same connection with all that it reads read for one line of somebody; else it is for nobody. */
  for(asker: Asker): Connection
  /** When the oldest answer that this line uses from before it began was asked for, in milliseconds since 1970; undefined if there is none. */
  readonly oldest: number | undefined
  /** Asks what the system is, if that is not known yet: from then on `source` says it. */
  ready(): Promise<void>
  /** Asks what the system is, anew: `Rudder API 21`. */
  greet(): Promise<string>
  /** Asks with this very token whether it is accepted, and what it can do; throws SystemError where it is not. */
  probe(token: string, signal?: AbortSignal): Promise<Probed>
  /**
   * The same read that is under way for the same person is one request with it, and a line asks once for what it reads
   * again; what a confirmation rests on is asked for by the confirmation itself.
   */
  call(operation: Operation, input?: RawInput, signal?: AbortSignal): Promise<unknown>
  each(operation: Operation, input?: RawInput, signal?: AbortSignal): Elements<unknown, unknown>
  /** The one request that a write would be, so that a permit can be bound to it. */
  request(operation: Operation, input: RawInput): BuiltRequest
  /**
   * Sends one write; the permit is spent by the first byte, or if it doesn't fit. Later than `notAfter` (milliseconds
   * since 1970) nothing is sent, and it throws ReadTooOld.
   */
  write(operation: Operation, input: RawInput, permit: unknown, notAfter?: number): Promise<unknown>
}
