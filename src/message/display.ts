import type { Message } from './message.ts'
import type { Cell, Column } from './table.ts'

/** How much of a message the place holds in which answers are shown. */
export interface Display {
  /** Whether an answer is shown without leaving out anything for want of room. */
  fits(message: Message): boolean
  /** Whether all lists of a message are shown whole: no title, name or item is cut, and nothing beside them is left out. */
  showsLists(message: Message): boolean
  /** Whether the text that a message shows as it is, is shown whole. */
  showsVerbatim(message: Message): boolean
  /** How much of the room of a table one row takes. */
  weighRow(columns: readonly Column[], row: readonly Cell[]): number
  /** How many rows of a table one message holds if none of them weighs more than `heaviest`; 0 if not even one. */
  rowsHeld(columns: readonly Column[], heaviest: number): number
}
