import { UserError } from '../../errors.ts'
import { literal } from '../../message/literal.ts'
import { quoted } from '../../quoted.ts'
import { closersOf } from '../quotes.ts'

/** One piece of the clauses of a query: a word, a quoted text (never a keyword), or a mark. */
export interface ClauseToken {
  readonly kind: 'word' | 'quoted' | 'mark'
  /** Without its quotes; a mark as it is spelled in ASCII: `!=`, `>=`. */
  readonly text: string
}

// The longer marks come first.
const marks = ['==', '!=', '<>', '>=', '<=', '=', '>', '<', '≠', '≥', '≤', ',', '(', ')'] as const
const spelled: Readonly<Record<string, string>> = { '==': '=', '<>': '!=', '≠': '!=', '≥': '>=', '≤': '<=' }
const gap = /\s/

const markAt = (text: string, at: number): string | undefined => marks.find((mark) => text.startsWith(mark, at))

const ends = (text: string, at: number): boolean =>
  at >= text.length || gap.test(text[at] ?? '') || text[at] === '.' || markAt(text, at) !== undefined

/** True for a dot that joins what is on its sides, one of which is in quotes: `orders."Total count"`. */
const joins = (text: string, at: number): boolean => text[at] === '.' && !ends(text, at + 1)

/** Where a bare word ends; it may have dots of its own. */
const wordEnd = (text: string, from: number): number => {
  let at = from
  while (at < text.length && !gap.test(text[at] ?? '') && markAt(text, at) === undefined) {
    if (at > from && text[at] === '.' && closersOf(text[at + 1] ?? '') !== undefined) break
    at++
  }
  return at
}

/** Where the quote closes that opens at `open`. What is in it may hold quotes that no word ends after. */
const quoteEnd = (text: string, open: number, close: string): number => {
  for (let at = open + 1; at < text.length; at++) if (close.includes(text[at] ?? '') && ends(text, at + 1)) return at
  throw new UserError(`The quote at ${quoted(literal(text.slice(open + 1, open + 24), 24))} is not closed.`)
}

/** A name with its parts, quoted or bare. */
const nameAt = (text: string, start: number): { readonly token: ClauseToken; readonly end: number } => {
  const parts: string[] = []
  let [at, kind]: [number, ClauseToken['kind']] = [start, 'word']
  for (;;) {
    const close = closersOf(text[at] ?? '')
    const end = close === undefined ? wordEnd(text, at) : quoteEnd(text, at, close)
    parts.push(text.slice(close === undefined ? at : at + 1, end))
    if (close !== undefined) kind = 'quoted'
    at = close === undefined ? end : end + 1
    if (!joins(text, at)) return { token: { kind, text: parts.join('.') }, end: at }
    at++
  }
}

/** Splits the clauses of a query; throws UserError for a quote that is not closed. Takes time in proportion to the text. */
export const tokensOf = (text: string): readonly ClauseToken[] => {
  const tokens: ClauseToken[] = []
  for (let at = 0; at < text.length; ) {
    const mark = markAt(text, at)
    // A full stop behind a quote ends a sentence.
    if (gap.test(text[at] ?? '') || (text[at] === '.' && ends(text, at + 1))) at++
    else if (mark !== undefined) {
      tokens.push({ kind: 'mark', text: spelled[mark] ?? mark })
      at += mark.length
    } else {
      const { token, end } = nameAt(text, at)
      tokens.push(token)
      at = end
    }
  }
  return tokens
}
