/** Characters that cannot be seen or that move other text about: controls, formats, bidirectional marks, invisible letters, lone surrogates, private use. */
export const UNSEEN =
  /[[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2800]--[\u0600-\u0605\u06DD\u0890\u0891\u08E2\u{110BD}\u{110CD}]]/gv

// Joiners, variation selectors and tags are kept only inside these: joined pictures (also those typed without their selectors), emoji as Unicode recommends them, text-style pictures.
const EMOJI = /\p{ExtPict}[\p{EMod}\uFE0F]?(?:\u200D\p{ExtPict}[\p{EMod}\uFE0F]?){1,4}|\p{RGI_Emoji}|\p{ExtPict}\uFE0E/v
const FLOOD = /[[\p{Mn}\p{Me}]--\p{Default_Ignorable_Code_Point}]{4,}/v
const SUSPECT = new RegExp(`${UNSEEN.source}|${FLOOD.source}`, 'v')
const PIECES = new RegExp(`(?<emoji>${EMOJI.source})|(?<unseen>${UNSEEN.source})|(?<flood>${FLOOD.source})`, 'gv')

const HARMLESS = /^[\x20-\x7E]*$/
const CLUSTERS = new Intl.Segmenter('en', { granularity: 'grapheme' })
const MARKS = 3
const EDGE = 256 // More than the longest emoji, each of its code points written out.
const UNITS = 16 // A cluster longer than this counts as several, so that the answer is never longer than max * UNITS.

/** One line of untrusted text made visible and harmless: what cannot be seen is written as ⟨U+202E⟩, and at most `max` characters as a reader counts them are kept, the last being `…` if some were cut. */
export function literal(text: string, max = 200): string {
  if (text.length <= max && HARMLESS.test(text)) return text
  // Mostly as many characters are enough as are kept; to look at all that might be takes many times as long.
  return begun(text, (max + 1) * 2, max, EDGE) ?? begun(text, (max + 1) * UNITS, max, 0) ?? ''
}

/** What `literal` gives, from the first `units` of a text; undefined if that reads into the last `edge` characters, which a longer beginning may change. */
function begun(text: string, units: number, max: number, edge: number): string | undefined {
  const head = text.slice(0, units)
  const isWhole = head.length === text.length
  const shown = SUSPECT.test(head) ? head.replace(PIECES, visible) : head
  let spent = 0
  let kept = 0
  let last = 0
  for (const { segment, index } of CLUSTERS.segment(shown)) {
    spent += Math.ceil(segment.length / UNITS)
    if (spent > max)
      return isWhole || edge === 0 || index + segment.length + edge <= shown.length ? shortened(shown, kept) : undefined
    if (spent < max) kept = index + segment.length
    last = index
  }
  if (isWhole) return shown
  // The end of a cut head may be half a character.
  return edge === 0 ? shortened(shown, Math.min(kept, last)) : undefined
}

/** Every code point of a text written out: `⟨U+202E⟩⟨U+001B⟩`. */
export function codePoints(text: string): string {
  return Array.from(text, (char) => {
    const hex = (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
    return `⟨U+${hex}⟩`
  }).join('')
}

function visible(piece: string, emoji?: string, unseen?: string): string {
  if (emoji !== undefined) return piece
  if (unseen !== undefined) return codePoints(piece)
  return Array.from(piece).slice(0, MARKS).join('')
}

/** What `literal` gave, up to `end`, with `…` behind it; never inside a ⟨U+202E⟩. */
export function shortened(shown: string, end: number): string {
  return `${shown.slice(0, end).replace(/⟨(?:U(?:\+[0-9A-F]{0,6})?)?$/, '')}…`
}
