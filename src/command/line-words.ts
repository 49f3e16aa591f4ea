import { UserError } from '../errors.ts'
import { literal } from '../message/literal.ts'
import { withoutGaps } from './loose.ts'
import { closersOf } from './quotes.ts'
import { refuseUnseen } from './unseen.ts'

/** One word of a line: what it says, and how it was typed. */
export interface Word {
  /** Without the quotes around it. */
  readonly text: string
  /** As typed, with quotes. */
  readonly raw: string
  /** Where it begins and ends in the text of its line. */
  readonly start: number
  readonly end: number
  /** A quoted word is never a command word, a flag, `because`, `on`, `here` or `quietly`. */
  readonly quoted: boolean
  /** Set if the word is `--name` or `--name=value`, with phone dashes too. */
  readonly flag?: { readonly name: string; readonly value?: string }
  /** Set if the word is `name=value`; `isWhole` if its value is in quotes. Most commands take it for a word. */
  readonly pair?: { readonly name: string; readonly value: string; readonly isWhole: boolean }
}

/** A line without what precedes the command (a slash, the bot's own name), and its words. */
export interface Line {
  readonly text: string
  readonly words: readonly Word[]
}

/** How long a line may be, in UTF-16 units. */
const LONGEST_LINE = 4_000

/** The message for a line that is too long. */
export const tooLong = (length: number): string =>
  `That is ${length.toLocaleString('en-US')} characters; a command has at most ${LONGEST_LINE.toLocaleString('en-US')}.`

// U+FEFF has no width: nobody sees a gap there.
const space = /[^\S\uFEFF]/
const zeroWidth = /[\u200B\u2060\uFEFF]/
const flagStart = /(?:--|-?[‒–—―−－﹣]{1,2}-?)(\p{L}[\p{L}\p{N}-]*)(=?)/uy
const pairStart = /([\p{L}\p{N}_][\p{L}\p{N}_.-]*)=/uy
const address = /^(?:\/?\s*@?coxswain[:,]?(?:\s+|$))?\/?\s*/i

/** True if nothing but a full stop, or what else ends a sentence, is left. */
const isEnd = (text: string, from: number): boolean => text.length - from <= 3 && /^[.…!,;:]+$/.test(text.slice(from))

/** True if a gap comes next, perhaps behind a comma or a bracket: `in ("New York", Oslo)`. */
const isGap = (text: string, from: number): boolean => {
  const next = [text[from], text[from + 1], text[from + 2]].find((char) => !',)}]'.includes(char ?? '-'))
  return next === undefined || space.test(next)
}

/** Where a quote ends; undefined if it is not closed. */
const closedAt = (text: string, open: number, close: string): number | undefined => {
  for (let at = open + 1; at < text.length; at++)
    if (close.includes(text[at] ?? '') && (isGap(text, at + 1) || isEnd(text, at + 1))) return at
  return undefined
}

const closing = (text: string, open: number, close: string): number => {
  const at = closedAt(text, open, close)
  if (at !== undefined) return at
  const sample = literal(text.slice(open, open + 24), 24)
  throw new UserError(`The quote at “${sample}” is not closed: close it, or leave it out.`)
}

/** `name=value` or `name="a value"`; an open quote is a part of the value. */
const pairAt = (text: string, start: number): Word | undefined => {
  pairStart.lastIndex = start
  const [head, name] = pairStart.exec(text) ?? []
  if (head === undefined || name === undefined) return undefined
  const from = start + head.length
  const close = closersOf(text[from] ?? '')
  const closed = close === undefined ? undefined : closedAt(text, from, close)
  let end = closed === undefined ? from : closed + 1
  while (end < text.length && !space.test(text[end] ?? '')) end++
  const raw = text.slice(start, end)
  const value = text.slice(...(closed === undefined ? [from, end] : [from + 1, closed]))
  const pair = { name: name.normalize('NFKC'), value, isWhole: closed !== undefined }
  return { text: raw, raw, start, end, quoted: false, pair }
}

const wordAt = (text: string, start: number): Word => {
  const pair = pairAt(text, start)
  if (pair) return pair
  flagStart.lastIndex = start
  const flag = flagStart.exec(text)
  const from = flag?.[2] === '=' ? start + flag[0].length : start
  const opener = text[from] ?? ''
  const close = closersOf(opener)
  let end = close === undefined ? from : closing(text, from, close) + 1
  const value = close === undefined ? undefined : text.slice(from + 1, end - 1)
  while (end < text.length && !space.test(text[end] ?? '')) end++
  const raw = text.slice(start, end)
  const place = { raw, start, end }
  const name = flag?.[1]?.normalize('NFKC').toLowerCase()
  if (name === undefined || (flag?.[2] === '' && raw !== flag[0]))
    return { text: value ?? raw, ...place, quoted: value !== undefined }
  return {
    text: raw,
    ...place,
    quoted: false,
    flag: flag?.[2] === '=' ? { name, value: value ?? text.slice(from, end) } : { name },
  }
}

const split = (text: string): readonly Word[] => {
  const words: Word[] = []
  for (let at = 0; at < text.length; ) {
    if (space.test(text[at] ?? '') || zeroWidth.test(text[at] ?? '')) at++
    else {
      const word = wordAt(text, at)
      words.push(word)
      at = word.end
    }
  }
  return words
}

const fences = ['```', '``', '`']

/** The text between the backticks of a code span or a fence, if the whole is one. */
const unfenced = (text: string): string => {
  const fence = fences.find((one) => text.startsWith(one) && text.endsWith(one) && text.length > 2 * one.length)
  if (fence === undefined) return text
  const inner = text.slice(fence.length, -fence.length)
  return inner.includes('`') ? text : inner
}

/**
 * Splits what a person typed into words; throws UserError for what cannot be a line: too long, several lines, invisible
 * characters, an open quote.
 */
export const readLine = (typed: string): Line => {
  if (typed.length > LONGEST_LINE) throw new UserError(tooLong(typed.length))
  const trimmed = unfenced(typed.trim())
  const broken = /[\r\n\u2028\u2029\v\f\u0085]/.exec(trimmed)?.[0]
  if (broken !== undefined)
    throw new UserError(`There is a line break ${literal(broken)} in it; type the command on one line.`)
  refuseUnseen(withoutGaps(trimmed.replaceAll('\t', ' ')))
  const text = trimmed.trim().replace(address, '')
  const words = split(text)
  const [only] = words
  // `“rules”`, copied with the quotes of a sentence.
  if (words.length === 1 && only?.quoted) {
    const inner = only.text.trim().replace(address, '')
    return { text: inner, words: split(inner) }
  }
  return { text, words }
}
