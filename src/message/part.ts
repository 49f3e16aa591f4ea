import type { Paint } from './paint.ts'

/** How a part is cut to what can be looked at with a bounded amount of work, which all parts share. */
export interface Cutting {
  /** As many of the first as there is room for, each with the texts of it that cost work. */
  first<T>(all: readonly T[], texts: (one: T) => readonly unknown[]): readonly T[]
  /** So many of these are not shown, and nothing in the part itself says so: `2 columns`. */
  leave(count: number, what: string): void
}

/** One part of a message, in everything that is the same wherever it is shown; `T` is its data, as JSON holds it. */
export interface Part<T> {
  /** Its lines at a terminal of so many cells. */
  terminal(part: T, width: number, paint: Paint): string[]
  /** One sentence in the plain text of a message that names no figures; empty if there is nothing to say. */
  text(part: T): string
  /** The part with each of its texts changed that a person reads as a sentence. */
  withTexts(part: T, change: (text: string) => string): T
  /** As much of it as can be shown; it says itself how much there is. */
  bounded(part: T, cutting: Cutting): T
}
