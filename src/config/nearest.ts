import { distance } from 'fastest-levenshtein'

const most = 12

/** The known word that was probably meant; undefined if none is near. */
export const misspelledAs = (word: string, known: readonly string[]): string | undefined => {
  const [best] = byNearness(word, known)
  const near = best !== undefined && distance(word, best) <= Math.max(2, Math.floor(word.length / 3))
  return near ? best : undefined
}

/** The known word that was probably meant, as a sentence with a space before it; empty if none is near. */
export const didYouMean = (word: string, known: readonly string[]): string => {
  const near = misspelledAs(word, known)
  return near === undefined ? '' : ` Did you mean ${near}?`
}

/** What is allowed, the nearest first if the list is cut. */
export const allowed = (word: string, known: readonly string[]): string => {
  if (known.length === 0) return 'there is none'
  if (known.length <= most) return `allowed: ${known.join(', ')}`
  return `allowed: ${byNearness(word, known).slice(0, most).join(', ')} and ${known.length - most} more`
}

const byNearness = (word: string, known: readonly string[]): readonly string[] =>
  [...known].sort((a, b) => distance(word, a) - distance(word, b))

/** Text of a settings file as a message may show it: on one line, in quotes, special characters as code points, cut. */
export const shown = (text: string): string => {
  const cut = text.length > 60 ? `${text.slice(0, 60)}…` : text
  const hex = (char: string) => `\\u{${char.codePointAt(0)?.toString(16)}}`
  return `"${cut.replace(/[\p{C}\p{Zl}\p{Zp}"]/gu, hex)}"`
}
