import type { List, Message } from '../message/message.ts'
import type { Reach } from '../reach.ts'

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined }

/** What a write compares: named parts. */
export type State = Readonly<Record<string, Json | undefined>>

/** What a person must know before confirming. */
export interface Plan<C, B> {
  readonly call: C
  readonly after: B
  /** How much it affects. What the change itself tells needs no reading: a new name or description affects 0. */
  readonly reach: Reach
  /** `key=value` of what it changes, for approvals that look at tags: empty if that has none, left out if they cannot be told. */
  readonly tags?: readonly string[]
  /** What of the object the plan rests on beside its state: where it differs at the yes, nothing is written. */
  readonly rests?: Json
  readonly fields?: NonNullable<Message['fields']>
  readonly lists?: readonly List[]
  /** What will happen, one sentence each. */
  readonly notes?: readonly string[]
  /** The system may open a change of its own that somebody must validate there. */
  readonly validation?: boolean
  /** It accepts a change that is pending in the system: it must be shown whole, and nobody who requested that change may approve this. */
  readonly accepts?: Accepted
}

/** A change that is pending in a system and is to be accepted. */
export interface Accepted {
  /** `change request #42` */
  readonly pending: string
  /** Its title and description there. */
  readonly words: string
  /** The proposals that its words name, in full. */
  readonly proposals: readonly string[]
  /** The login of whoever opened it there; empty if the system doesn't say. */
  readonly opener: string
  /** The ids of what it changes; null if one is not reported. */
  readonly objects: readonly string[] | null
  /** False if it changes something that could not be read. */
  readonly isReadable: boolean
  /** Where to decide on it in the system itself. */
  readonly page?: string
}
