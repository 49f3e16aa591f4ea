import type { Alarm } from '../../command/answer.ts'
import type { Answer } from '../../command/define.ts'
import type { SystemErrorKind } from '../../errors.ts'
import type { Message } from '../../message/message.ts'
import type { Offer } from '../../watch/condition/fit.ts'
import type { Seen } from '../seen.ts'
import type { TableFigures } from './figures.ts'

/** An answer, as the watch may use it. */
export interface WatchAnswer {
  /** When the reading began, in milliseconds since 1970. */
  readonly at: number
  readonly answer: Omit<Answer, 'table'>
  /** Its table, if that was read for figures. */
  readonly table?: TableFigures
  /** How it is shown; without its table, if that was read for figures. */
  readonly message: Message
  readonly offer: Offer
  /** Who may see more of it than the figures that its owner watches. */
  readonly seen: Seen
  /** Reads what an alert names that these facts raise; undefined if its command says nothing more, or that can't be read. */
  alarm(about: readonly string[]): Promise<Alarm | undefined>
}

/** What came of reading for a watch. */
export type WatchRead =
  | ({ readonly how: 'answered' } & WatchAnswer)
  /** The system did not answer, or not usefully: why, in a clause. */
  | { readonly how: 'failed'; readonly because: string; readonly kind?: SystemErrorKind }
  /** It can't be read any more, until somebody does something about it: why, in a sentence. */
  | { readonly how: 'stopped'; readonly why: string; readonly isPosted: boolean }
  /** It can't be found out now whether its owner may; nothing was read. */
  | { readonly how: 'unsure' }
