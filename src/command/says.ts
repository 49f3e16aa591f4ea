/** A verb as it appears within a sentence, so `disable` and not `Disable`, with `…` if its object is not the last word. */
interface Verb {
  /** `disable` in the question, `disabled` or `set … to audit` in the outcome. */
  readonly ask: string
  readonly done: string
  /** What it is done to, by the names of arguments: `group from rule`. Without it the first, and what is joined to it. */
  readonly object?: string
  /** True for a write that takes something away: its button warns. */
  readonly danger?: true
}

/** How a write is worded. */
export interface Says extends Verb {
  /** What an argument is, if not what it is called: `change request` for `request`. */
  readonly kinds?: Readonly<Record<string, string>>
  /** What it is about, if no argument says so. */
  readonly subject?: string
  /** All that the button says; without it `ask` and how much the write affects: `Disable on 41 nodes`. */
  readonly button?: string
}

/** How the way back is worded: `enable … again`. */
export type UndoVerb = Verb
