import emoji from './emoji.json' with { type: 'json' }

/** Spaces without a width, and the soft hyphen: they come from pages and keyboards, and nobody means them. */
const ZERO_WIDTH = /[\u00AD\u200B\u2060\uFEFF]/g
// Variation selectors and skin tones change how an emoji looks, not which one it is.
const LOOKS = /[\uFE0E\uFE0F\u{1F3FB}-\u{1F3FF}]/gu
const SHORTCODE = /:([a-z0-9_+'-]{1,60}):/g
const SINGLE = /[‘’‚‛‹›′‵´ʼ]/g
const DOUBLE = /[“”„‟«»″]|''/g
const DASHES = /[-‐‑‒–—―−﹣]+/g
const PLAIN = /^[\x20-\x7E]*$/

const marks = '*_~` '
const stops = '.,;:!'

const pictures: Readonly<Record<string, string>> = emoji

const pictured = (code: string, name: string): string => {
  if (name.startsWith('skin-tone-')) return ''
  return Object.hasOwn(pictures, name) ? (pictures[name] ?? code) : code
}

/** A text without what Slack puts around it: `*bold*`, `_italic_`, `~struck~`, code; `after` is also dropped at its end. */
export const unmarked = (text: string, after = ''): string => {
  let [from, to] = [0, text.length]
  while (from < to && marks.includes(text[from] ?? '')) from++
  while (to > from && (marks + after).includes(text[to - 1] ?? '')) to--
  return text.slice(from, to)
}

/** A text without characters that take no place, such as the zero-width space. */
export const withoutGaps = (text: string): string => text.replace(ZERO_WIDTH, '')

/**
 * A text as it is compared when nothing has exactly its name: what phones, keyboards and Slack put in place of something
 * else is one and the same (quotes, dashes, spaces, `…`, `:rocket:`, full-width letters), and marks around it and a full
 * stop after it don't count. It is for finding, never for sending.
 */
export const loose = (text: string): string => {
  const lower = text.toLowerCase()
  const named = lower.includes(':') ? lower.replace(SHORTCODE, pictured) : lower
  const seen = PLAIN.test(named) ? named : substituted(named)
  const words = seen.replace(DOUBLE, '"').replace(DASHES, '-').split(/\s+/)
  return unmarked(words.map((word) => unmarked(word)).join(' '), stops)
}

const substituted = (text: string): string =>
  withoutGaps(text.replace(SINGLE, "'").replace(DOUBLE, '"').normalize('NFKC')).toLowerCase().replace(LOOKS, '')
