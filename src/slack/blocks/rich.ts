import { timed } from '../../message/moments.ts'
import { clockTime, NONE } from '../../message/time.ts'
import type { Block } from './block.ts'

/** One piece of a line of rich text. */
export type Piece = Readonly<Record<string, unknown>>

/** One element of a rich text block: a section or a list. */
export type Passage = Readonly<Record<string, unknown>>

type Style = 'bold' | 'code' | 'italic' | 'strike'

/**
 * Text that Slack takes literally: in the text of rich text neither mark-up nor mentions, dates or emoji names are
 * looked for. Whether a client turns a bare address there into a link could not be tried on the
 * real Slack; its own composer makes an element of its own for a link.
 */
export const text = (said: string, style?: Style): Piece[] =>
  said === '' ? [] : [{ type: 'text', text: said, ...(style && { style: { [style]: true } }) }]

/** The person's name as it is in Slack; `account` comes from a signed payload only. */
export const person = (account: string): Piece => ({ type: 'user', user_id: account })

/** A moment, in milliseconds since 1970, on the reader's own clock; `format` is ours: `{time}`. */
export const date = (ms: number, format: string, fallback = clockTime(ms)): Piece[] =>
  isDate(ms) ? [{ type: 'date', timestamp: Math.floor(ms / 1000), format, fallback }] : text(fallback || NONE)

/** Text in which each moment is on the reader's own clock; `near` says of which day a time is. */
export const dated = (said: string, near?: number, style?: Style): Piece[] =>
  timed(said, near).flatMap((piece) => {
    if (typeof piece === 'string') return text(piece, style)
    return date(piece.at, piece.isWhole ? '{date_num} {time}' : '{time}', piece.said)
  })

/** Whether Slack can be given this moment. */
export const isDate = (ms: number): boolean => ms >= 0 && ms < Date.UTC(2100, 0, 1)

/** Lines of text; a line without pieces is left out. */
export const lines = (...all: readonly (readonly Piece[])[]): Passage[] => {
  const pieces = all
    .filter((line) => line.length > 0)
    .flatMap((line, at) => (at === 0 ? line : [...text('\n'), ...line]))
  return pieces.length === 0 ? [] : [{ type: 'rich_text_section', elements: pieces }]
}

/** Items with bullets or numbers. */
export const listPassage = (items: readonly (readonly Piece[])[], style: 'bullet' | 'ordered'): Passage[] =>
  items.length === 0 ? [] : [{ type: 'rich_text_list', style, elements: items.flatMap((item) => lines(item)) }]

/** Lines that keep their spaces, in letters of one width; literal, as all text here. */
export const preformatted = (all: readonly string[]): Passage[] =>
  all.length === 0 ? [] : [{ type: 'rich_text_preformatted', elements: text(all.join('\n')) }]

/** The block that holds them; none where there is nothing in it. */
export const rich = (...passages: readonly Passage[]): Block[] =>
  passages.length === 0 ? [] : [{ type: 'rich_text', elements: passages }]
