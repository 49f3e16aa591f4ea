import type { Message } from './message.ts'

/** How much of a message the place holds in which answers are shown. */
export interface Display {
  /** Whether an answer is shown without leaving out anything for want of room. */
  fits(message: Message): boolean
  /** Whether all lists of a message are shown whole: no title, name or item is cut, and nothing beside them is left out. */
  showsLists(message: Message): boolean
}
