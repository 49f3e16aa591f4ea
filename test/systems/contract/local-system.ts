import type { Operation, RawInput } from '../../../src/systems/operation.ts'

/** One request as a local system records it. */
export interface Arrived {
  readonly method: string
  /** With the query. */
  readonly path: string
  readonly body: string
  /** The status that was decided on, also if the answer got lost; 0 as long as there is none. */
  readonly status: number
  /** A write that was accepted, whether or not its answer arrived. */
  readonly accepted: boolean
  /** Whether the whole answer was handed to the network. */
  readonly answered: boolean
}

/** A local system that is up, on loopback. */
export interface Running {
  /** As `url:` of a connection has it. */
  readonly url: string
  readonly requests: readonly Arrived[]
  /** The writes that were accepted. */
  writes(): readonly Arrived[]
  close(): Promise<void>
}

/** Which local system is started: as most people have it, the oldest that is supported, or the newest, with everything. */
export type As = 'usual' | 'oldest' | 'newest'

/** What the contract can do with the local system of a kind. */
export interface LocalSystem<L extends Running> {
  /** What the settings of each connection say in the keys that only this system has, in YAML; nothing if left out. */
  readonly settings?: string
  /** Starts one, seeded the same way every time; `now` is its clock. */
  start(as: As, now?: () => number): Promise<L>
  /** What it says it is, as answers name their source. */
  source(as: As): RegExp
  /** A token with which the settings would serve the operation. */
  token(local: L, operation: Operation): string
  /** Each way in which an account can be made that may do what these scopes need and nothing else; gives its token. */
  readonly accounts: Readonly<Record<string, (local: L, scopes: readonly string[]) => string>>
  /**
   * What an account for these scopes can do as well, whatever it is made of: scopes that the system gives only together.
   * Nothing if left out.
   */
  along?(scopes: readonly string[]): readonly string[]
  /** From now on the token of every write is refused, before anything is done. */
  refuse(local: L): void
  /** From now on every write is received, takes effect at once or never, and isn't answered. */
  lose(local: L, commit: 'now' | 'never'): void
  /** Turns the system's own change process on, for everything that it covers; left out if it has none. */
  hold?(local: L): void
}

/** What is known of one write command: a line, and what comes of it. */
export interface WriteRow<L> {
  /** The name of the command. */
  readonly name: string
  readonly line: string
  readonly prepare?: (local: L) => void
  /** What of the system it is about. */
  readonly seen: (local: L) => unknown
  /** What that is once it is applied. */
  readonly after: unknown
  /** What somebody else does between the question and the confirmation, so that nothing may be written. */
  readonly meanwhile: (local: L) => void
  /** False if the last read before the request cannot see what `meanwhile` does. */
  readonly lastRead?: false
  /** The system's own change process holds it; otherwise it is applied, or says what a new object comes as. */
  readonly held?: true
  /** There is a way back. */
  readonly back?: true
  /** It affects nothing that the system counts, such as a new name. */
  readonly affectsNothing?: true
  /** Nothing can be read back: an answer that is lost leaves it unknown for good. */
  readonly unread?: true
}

/** What the contract needs to know of a system beside what that declares. */
export interface Inputs<L> {
  /** For each operation an input that a local system answers, if `prepare` was called before. */
  operations(local: L): Readonly<Record<string, RawInput>>
  /** Makes what the operations are asked about, if the seed doesn't have it. */
  prepare?(local: L): void
  /** Makes what the examples of the read commands name, if the seed doesn't have it. */
  beforeReads?(local: L): void
  /** A row for each write command. */
  readonly writes: readonly WriteRow<L>[]
  /** What the seed has put where real servers keep secrets, and operations whose own answers show it; left out if there is none. */
  readonly secret?: { readonly seeded: RegExp; readonly shownBy: readonly string[] }
}
