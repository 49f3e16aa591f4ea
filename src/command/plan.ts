import type { List, Message } from '../message/message.ts'
import type { Member, Reach } from '../reach.ts'

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined }

/** What a write compares: named parts. */
export type State = Readonly<Record<string, Json | undefined>>

/** What else of an object a plan relies on, by part. */
export type Preconditions<H extends string = string> = { readonly [K in H]: Json }

/** One part that a plan relies on: if it differs, nothing is written; with `undo`, there is no way back either. */
export interface Precondition<A = unknown> {
  /** As it appears within a sentence: `targets`. */
  readonly label: string
  /** False if it matters up to the confirmation only, such as a name. */
  readonly undo: boolean
  /**
   * Its value in words, asked only if it was changed; a list gives what was added and removed. Without it a text, a
   * number or yes/no is shown as it is, and anything else as changed.
   */
  words?(value: Json, api: A): Promise<string | readonly string[]>
  /** True if its value is a hash, so that there is nothing to show. */
  readonly hidden?: true
}

/** What was read of an object: the state that is compared, and the preconditions. */
export type ObjectState<B = State, H extends string = string> = { readonly state: B } & ([H] extends [never]
  ? { readonly preconditions?: Preconditions<never> }
  : { readonly preconditions: Preconditions<H> })

/** Ids of objects, by the kinds that the system's `tags` names: `{ rules: ['32377fd7'], directives: [] }`. */
export type Tagged = Readonly<Record<string, readonly string[]>>

/** What will happen, one sentence; `lasts` is as true once the change is applied, and is shown with the outcome too. */
export type Note = string | { readonly lasts: string }

/** What a person must know before confirming. */
export interface Plan<C, B, E extends string = string> {
  readonly call: C
  /** The state that was read, with names for ids; left out if it has none. */
  readonly before?: B
  readonly after: B
  /** How much it affects. Some changes need no read to know that: a new name or description affects 0. */
  readonly reach: Reach
  /** All that it reaches, if that is known; a small set is what a confirmation is bound to, and not its size. */
  readonly members?: readonly Member[]
  /** The objects whose tags count for approvals: what it changes, and the objects that this has an effect on. */
  readonly tagged: Tagged | 'unknown'
  /** What it relies on in other objects, by the parts of `elsewhere`: compared when it is planned again, not by the last read. */
  readonly otherPreconditions?: Preconditions<E>
  /** What the plan says that depends on settings of the system, such as the mode of all: compared like `otherPreconditions`. */
  readonly promises?: Json
  readonly fields?: NonNullable<Message['fields']>
  readonly lists?: readonly List[]
  /** What must be seen to the letter before it is confirmed; a proposal that can't show all of it isn't made. */
  readonly verbatim?: { readonly title: string; readonly text: string }
  /** What will happen, one sentence each. */
  readonly notes?: readonly Note[]
  /** The path of the system's page to look at, if it is not that of the object that the arguments name. */
  readonly page?: string
  /** The system may open a change of its own that somebody must validate there. */
  readonly validation?: boolean
  /**
   * It accepts a change that is pending in the system: it must be shown whole, and nobody who requested that change may
   * approve this.
   */
  readonly accepts?: Accepted
  /** It declines a change that is pending in the system: `change request #42`. */
  readonly declines?: string
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
}
