import { RE2JS } from 're2js'
import { type Field, type FieldKind, type FieldValue, type MomentKind, momentFormat } from '../form.ts'
import { isMomentText } from './moment-text.ts'
import { unseen, withoutBreaks } from './unseen.ts'

/** What is wrong with the value that somebody entered for a field, as a sentence; undefined if it fits. */
export const misfitOf = ({ kind, required }: Field, value: FieldValue | undefined): string | undefined => {
  if (value === undefined) return required ? 'Enter a value.' : undefined
  if (kind.is === 'choice') return ofChoice(kind, value)
  if (isMomentKind(kind)) return kind.range ? ofRange(kind.is, value) : ofMoment(kind.is, value)
  return typeof value === 'string' ? ofText(kind, value) : 'Enter one value.'
}

type Of<I> = Extract<FieldKind, { readonly is: I }>

const isMomentKind = (kind: FieldKind): kind is Of<MomentKind> => Object.hasOwn(momentFormat, kind.is)

const ofText = (kind: Exclude<FieldKind, Of<'choice'> | Of<MomentKind>>, text: string): string | undefined => {
  if (kind.is === 'number')
    return /^-?\d+(?:\.\d+)?$/.test(text) ? undefined : 'Enter a number in digits, such as 900 or -3.5.'
  const { least = 0, most = kind.is === 'text' ? mostText : mostLong } = kind
  if (text.length < least) return `Enter at least ${least} characters.`
  if (text.length > most) return `Enter at most ${most.toLocaleString('en-US')} characters.`
  if (unseen(kind.is === 'long-text' ? withoutBreaks(text) : text) !== undefined)
    return 'Remove the invisible character.'
  if (kind.is !== 'text' || kind.pattern === undefined || matches(kind.pattern, text)) return undefined
  return 'It does not match the pattern.'
}

/** How long a text may be that becomes part of a line, and one that doesn't. */
export const mostText = 1_000
export const mostLong = 3_000

/** True if the whole text matches; a pattern that can't be read is left to the command. */
const matches = (pattern: string, text: string): boolean => {
  try {
    return RE2JS.compile(pattern).matches(text)
  } catch {
    return true
  }
}

const ofChoice = ({ options, several }: Of<'choice'>, value: FieldValue): string | undefined => {
  const chosen = typeof value === 'string' ? [value] : 'start' in value ? [] : value
  if (chosen.length === 0 || (!several && chosen.length > 1)) return 'Choose one.'
  return chosen.every((one) => options.some((option) => option.value === one)) ? undefined : 'Choose one of the list.'
}

const ofMoment = (is: MomentKind, value: FieldValue): string | undefined =>
  typeof value === 'string' && isMomentText(is, value) ? undefined : `Enter it as ${momentFormat[is]}.`

const ofRange = (is: MomentKind, value: FieldValue): string | undefined => {
  if (typeof value === 'string' || !('start' in value)) return 'Enter both ends.'
  const wrong = ofMoment(is, value.start) ?? ofMoment(is, value.end)
  if (wrong !== undefined) return wrong
  return value.start <= value.end ? undefined : 'The end is before the start.'
}
