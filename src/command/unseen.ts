import { UserError } from '../errors.ts'
import { literal, UNSEEN } from '../message/literal.ts'

const CHARACTERS = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** The first character that cannot be seen, or undefined; joiners and selectors inside an emoji are part of what is seen. */
export const unseen = (text: string): string | undefined => {
  if (text.search(UNSEEN) === -1) return undefined
  for (const { segment } of CHARACTERS.segment(text)) {
    // A literal rewrites what is unseen and leaves emoji as they are.
    if (segment.search(UNSEEN) !== -1 && literal(segment) !== segment) return segment.match(UNSEEN)?.[0]
  }
  return undefined
}

/** Refuses a text with a character that cannot be seen, showing where it is. */
export const refuseUnseen = (text: string): void => {
  const hidden = unseen(text)
  if (hidden === undefined) return
  const sample = text.split(/\s+/).find((word) => word.includes(hidden)) ?? text
  const at = sample.indexOf(hidden)
  const around = literal(sample.slice(Math.max(0, at - 30), at + 30), 80)
  throw new UserError(`There is an invisible character ${literal(hidden)} in “${around}”; type the name again.`)
}

/** A text of several lines as one: what ends a line can be seen, though only values that are given apart may have it. */
export const withoutBreaks = (text: string): string => text.replaceAll(/\r\n|[\n\r\t]/g, ' ')
