import { inline } from './inline.ts'
import { type Token, unescaped } from './tokens.ts'

/** A part of a text that stands by itself. */
export type Piece =
  | { readonly kind: 'lines' | 'quote'; readonly lines: readonly (readonly Token[])[] }
  | { readonly kind: 'pre'; readonly text: string }

const isQuote = (line: string) => /^(&gt;|>)/.test(line)

const ofLines = (text: string): readonly Piece[] => {
  const pieces: { kind: 'lines' | 'quote'; lines: (readonly Token[])[] }[] = []
  for (const line of text.split('\n')) {
    const kind = isQuote(line) ? 'quote' : 'lines'
    const tokens = inline(kind === 'quote' ? line.replace(/^(&gt;|>) ?/, '') : line)
    const last = pieces.at(-1)
    if (last?.kind === kind) last.lines.push(tokens)
    else pieces.push({ kind, lines: [tokens] })
  }
  return pieces
}

/** Reads a text of Slack's mark-up: preformatted parts, quotes and lines. */
export const pieces = (text: string): readonly Piece[] =>
  text.split(/```([\s\S]+?)```/).flatMap((part, index): readonly Piece[] => {
    if (index % 2 === 1) return [{ kind: 'pre', text: unescaped(part.replace(/^\n|\n$/g, '')) }]
    const trimmed = part.replace(index > 0 ? /^\n/ : /^$/, '').replace(/\n$/, '')
    return trimmed === '' ? [] : ofLines(trimmed)
  })
