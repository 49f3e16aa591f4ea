import type { z } from 'zod'
import type { SystemError, SystemErrorKind, SystemErrorReason } from '../errors.ts'
import type { ReachUnit } from '../reach.ts'
import type { LookUp } from '../vault/individual.ts'
import type { OwnKeys } from '../vault/lease.ts'
import type { Look, Probed, Reader } from './look.ts'
import type { Minting } from './minting.ts'
import type { Elements, Operation, RawInput } from './operation.ts'
import type { BuiltRequest } from './request.ts'
import type { ServerTraits } from './server-traits.ts'
import type { Example, Setup, TokensPage } from './setup.ts'

export type { Look, Probed, Reader, Remark, Right, Sight } from './look.ts'

/** An answer, before it is interpreted. */
export interface RawAnswer {
  /** Path and query of the request that it answers. */
  readonly path: string
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** The media type without parameters, lower case; '' if there is none. */
  readonly type: string
  readonly text: string
  /** False if the text is only the beginning: it broke off, or exceeded the limit of time or size. */
  readonly ended: boolean
}

/** The result of a system's handshake: its version, and how to name it in an answer. */
export interface Session {
  /** `Rudder API 21` */
  readonly source: string
  readonly headers: Readonly<Record<string, string>>
  /** What the server is too old for, in one clause, if the operation came later than its version. */
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

/** What became of a write that went through the system's own change process. */
export interface Pending {
  /** `change request #42` */
  readonly name: string
  /** True while nothing is changed; false if it was closed without a change or is deployed. */
  readonly open: boolean
  /** True if the change was made. */
  readonly deployed?: boolean
  /** True if it was closed for good without a change. */
  readonly declined?: boolean
}

/** How the bot itself reads the tags of one kind of objects, because approvals may depend on them. */
export interface TagReader {
  /** What a token must serve for that. */
  readonly scope: string
  /**
   * Reads the tags of all of them, or gets ready to read each; gives those of given ids, each once and as settings write
   * them: `key=value` or one word. An object that is gone has none.
   */
  read(read: Reader): Promise<(ids: readonly string[]) => readonly string[] | Promise<readonly string[]>>
}

/**
 * How a system words its own errors, by reason or by kind, if the general sentence does not fit. `who` is the connection
 * as people read it: `Rudder (prod)`.
 */
export type ErrorWording = Readonly<
  Partial<Record<SystemErrorReason | SystemErrorKind, (who: string, error: SystemError) => string>>
>

/** The protocol of one kind of backend: everything that the transport and the executor must not know. */
export interface Protocol {
  /** The headers that carry the token; `settings` are those of the connection that only this system has. */
  present(token: string, settings?: Readonly<Record<string, unknown>>): Readonly<Record<string, string>>
  /** The base address of an operation. */
  base(url: string, operation: Operation): string
  /** The handshake; called once a connection and again after a `version` error. */
  open(read: Reader, connection: string): Promise<Session>
  /** True if its sessions are the same for every server but for their source: then reads don't wait for the handshake. */
  readonly isBare?: boolean
  /** Finds out whether a token is accepted, and what it can do; throws SystemError if it isn't accepted. Needs no right. */
  probe(look: Look): Promise<Probed>
  /**
   * The data in the answer, not yet parsed by the operation's schema; called once for each answer. Throws SystemError if
   * the answer is an error; only this knows whether the system refused before it did anything (`refusal`).
   */
  data(connection: string, operation: Operation, answer: RawAnswer): unknown
  /** The id that the server has given itself, the same by whatever address it is asked; undefined if it has none. */
  server?(read: Reader): Promise<string | undefined>
  readonly wording?: ErrorWording
  /** What is added to a write so that the system's own log names the people and the proposal. */
  attribute?(operation: Operation, act: Act): RawInput
  /** The pending change that the answer to a write reports. */
  opened?(output: unknown): Pending | undefined
  /** Why these scopes may not see all objects, in one sentence; undefined if they do, as far as the system reports. */
  limits?(read: Reader, scopes: readonly string[]): Promise<string | undefined>
  /** True if the answer to a write reports success and that there was nothing to do. */
  idle?(output: unknown): boolean
  /** True if the answer to a write shows that it was begun, and the end of that answer was not seen. */
  begun?(output: unknown): boolean
  /** Finds the pending change that a write with a lost answer may have opened. */
  recover?(read: Reader, proposal: string): Promise<Pending | undefined>
  /** Reads a pending change by its name; undefined if there is none with that name any more. */
  pending?(read: Reader, name: string): Promise<Pending | undefined>
}

/** One account that a system should have for the bot. */
export interface Account {
  readonly name: string
  /** What it is for, in sentences, and whether it can be left out. */
  readonly purpose: string
  /** What its token serves, as written in the settings. */
  readonly scopes: readonly string[]
  /** The entries of its access list; none if a role gives it all rights. */
  readonly entries: readonly string[]
}

/** Schemas of settings that only one system has, by their key. */
export type OwnSettings = Readonly<Record<string, z.ZodType>>

/** What the settings say about a connection, before anything of it is used. */
export interface ConnectionFacts {
  readonly url: string
  /** What it says in the keys that only its system has, as it is written there. */
  readonly settings: Readonly<Record<string, unknown>>
  /** The scopes of each of its tokens. */
  readonly tokens: readonly (readonly string[])[]
}

/** What is wrong at one key of a connection, as it stands after the name of the key: `must be …`. */
export interface Mistake {
  readonly key: string
  readonly text: string
}

/** A kind of backend: its word, its operations as data, and its protocol. */
export interface System<
  N extends string = string,
  O = Readonly<Record<string, Operation>>,
  T extends OwnSettings = OwnSettings,
> {
  readonly name: N
  /** As people write it: `Rudder`. */
  readonly title: string
  readonly operations: O
  /** The unit of what its writes affect, which confirmations and limits count. */
  readonly unit: ReachUnit
  /** What its own change process opens instead of a change, if it has one: `change request`. */
  readonly changeProcess?: string
  /** How it makes a token for the person who asks, if it can. */
  readonly minting?: Minting
  /** The kinds of its objects that have tags, as plans name them; none if left out. */
  readonly tags?: Readonly<Record<string, TagReader>>
  /** What each scope lets one do, as it appears after “you may not”: `change rules`. */
  readonly scopes: Readonly<Record<string, string>>
  readonly protocol: Protocol
  /**
   * The path of its page of the object that a command is about, below the web address of a connection; `args` has what
   * each name stands for, and `source` is as in an answer. Undefined if there is no such page.
   */
  pageOf?(args: Readonly<Record<string, unknown>>, source: string): string | undefined
  /** The smallest useful set of accounts, the one that every connection needs first. */
  readonly accounts: readonly Account[]
  /** What to know before a new token is made, in a sentence. */
  readonly renewal?: string
  /** The settings of a connection that only this system has, by their key; none if left out. */
  readonly settings?: T
  /** How people give keys of their own, which serve their reads and nothing else; they can't if left out. */
  readonly personalKeys?: {
    /** Where people find theirs, in one sentence. */
    readonly where: string
    /**
     * Whose key asks, read by operations for probes. Throws SystemError of the kind `auth` if it isn't accepted, and
     * UserError if it is accepted and of no use.
     */
    owner(look: Pick<Look, 'read' | 'may'>): Promise<KeyOwner>
  }
  /** What is wrong with a connection as a whole, where no single one of its settings is; each with the key that it is about. */
  mistakes?(connection: ConnectionFacts): readonly Mistake[]
  readonly setup: Setup
  readonly example: Example
  readonly tokensPage: TokensPage
}

/** What a system says of the key that a person gave. */
export interface KeyOwner {
  /** The name of the account; undefined if the system doesn't say. */
  readonly account: string | undefined
  /** What the key can do, in a sentence, if the system says that. */
  readonly can?: string
}

/** For whom a connection reads. */
export interface Asker {
  /** `Principal.id` */
  readonly person: string
  /** True for the reads of a confirmation: they wait for no reader, and use only answers to their own requests. */
  readonly confirms?: true
  /** True for a read command: some of its answers may be a few seconds old. */
  readonly brief?: true
  /** True for a read command: it may be made with the person's own keys, because its answer is that person's. */
  readonly own?: true
  /** Finds out who it is, for a system that makes tokens for people. */
  readonly lookUp?: LookUp
}

/** A token that a call would carry: its name, and whether `only:` binds it to some objects. */
export interface ServingToken {
  readonly name: string
  readonly isBound: boolean
}

/** One configured instance of a system, as the executor sees it. */
export interface Connection {
  /** `rudder/prod` */
  readonly id: `${string}/${string}`
  readonly url: string
  readonly web: string | undefined
  /** The setting `server:`: which server it leads to, if the settings say so. */
  readonly server: string | undefined
  /** What the settings say in the keys that only its system has, as their schemas give it. */
  readonly settings: Readonly<Record<string, unknown>>
  readonly system: System
  /** `Rudder API 21`, as soon as something was read. */
  readonly source: string
  readonly seen: ServerTraits
  /** True while it is not called because it did not answer. */
  readonly isResting: boolean
  /** The names of its tokens. */
  readonly tokens: readonly string[]
  /** The values of a path parameter that its tokens are bound to. */
  bound(name: string): readonly string[]
  /** The same connection with all its reads on behalf of one person's line; without it they are for nobody. */
  for(asker: Asker): Connection
  /** Finds out who it is that this line is for; undefined if it is for nobody in particular. */
  readonly lookUp: LookUp | undefined
  /**
   * When the oldest answer that this line uses from before it began was asked for, in milliseconds since 1970; undefined if
   * there is none.
   */
  readonly oldest: number | undefined
  /** True if this line reads with the person's own keys; it stays so for the whole line. */
  isPersonal(): Promise<boolean>
  /** Reads the system's version, if it is not known yet; `source` is set from then on. */
  ready(): Promise<void>
  /** Reads the system's version again: `Rudder API 21`. */
  greet(): Promise<string>
  /** Finds out with this token whether it is accepted, and what it can do; throws SystemError if it isn't accepted. */
  probe(token: string, signal?: AbortSignal): Promise<Probed>
  /** What the system says of whose these keys are; throws SystemError if it doesn't accept them. */
  ownerOf(keys: OwnKeys): Promise<KeyOwner>
  /**
   * Identical concurrent reads for the same person are one request, and a line reads the same thing only once;
   * a confirmation makes its reads itself.
   */
  call(operation: Operation, input?: RawInput, signal?: AbortSignal): Promise<unknown>
  each(operation: Operation, input?: RawInput, signal?: AbortSignal): Elements<unknown, unknown>
  /** The token that a call of this input would carry; undefined if none serves it. */
  tokenFor(operation: Operation, input?: RawInput): Promise<ServingToken | undefined>
  /** The one request that a write would be, so that a permit can be bound to it. */
  request(operation: Operation, input: RawInput): BuiltRequest
  /**
   * Sends one write; the permit is used up by the first byte, or if it doesn't fit. After `notAfter` (milliseconds
   * since 1970) nothing is sent, and it throws ReadTooOld.
   */
  write(operation: Operation, input: RawInput, permit: unknown, notAfter?: number): Promise<unknown>
}
