import { literal, shortened } from './literal.ts'

const CLUSTERS = new Intl.Segmenter('en', { granularity: 'grapheme' })
const PLAIN = /^[\x20-\x7E]*$/
const ESCAPED = /["\\]/g

/**
 * Untrusted text made literal and cut to at most `max` UTF-16 code units, the last being `…` if some were cut. A `"`
 * and a `\` count twice, so that in JSON too it takes no more than `max`.
 */
export function clip(text: string, max: number): string {
  // More than enough, for hardly any character takes less room than it did.
  const head = text.slice(0, 2 * max + 1)
  const shown = PLAIN.test(head) ? head : literal(head, max)
  return head.length === text.length ? trim(shown, max) : ended(shown, max)
}

/** The same for text that is literal already. */
export function trim(shown: string, max: number): string {
  return length(shown) <= max ? shown : ended(shown, max)
}

function ended(shown: string, max: number): string {
  let kept = 0
  let room = max - 1
  for (const { segment, index } of pieces(shown)) {
    room -= length(segment)
    if (room < 0) break
    kept = index + segment.length
  }
  return shortened(shown, kept).replace(/……$/, '…')
}

const length = (text: string): number => text.length + (text.match(ESCAPED)?.length ?? 0)

// The graphemes of plain text are its characters.
function* pieces(text: string): Iterable<{ segment: string; index: number }> {
  if (!PLAIN.test(text)) yield* CLUSTERS.segment(text)
  else for (let index = 0; index < text.length; index += 1) yield { segment: text.charAt(index), index }
}
