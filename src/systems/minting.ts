import type { Individual } from '../vault/individual.ts'
import type { Operation, RawInput } from './operation.ts'

/** Whose token the calls of a connection carry: one of the settings, one made for whoever asks, or none at all. */
export type Whose = 'settings' | 'person' | 'nobody'

/** What the settings say about a connection, as far as it decides whose token is used. */
export interface Minter {
  readonly url: string
  readonly settings: Readonly<Record<string, unknown>>
}

/** A token that was made for one person. */
export interface Minted {
  readonly token: string
  /** How long it can be used, in seconds from when it was asked for. */
  readonly seconds: number
}

/** How a system makes a token for the person who asks. */
export interface Minting {
  /** The one operation that makes it. A token of the settings that serves its scope serves nothing else. */
  readonly operation: Operation
  whose(connection: Minter): Whose
  /** The input that asks for a token for this person; RefusedError, before anything is sent, for who may have none. */
  ask(person: Individual, settings: Minter['settings']): RawInput
  /** The token in the answer; RefusedError for one that must not be used: of somebody else, or able to do more. */
  take(answer: unknown, person: Individual, settings: Minter['settings']): Minted
}
