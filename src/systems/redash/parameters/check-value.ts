import { quoted } from '../../../quoted.ts'
import type { Here } from '../../../wall-clock.ts'
import type { Choice, ParameterDefinition } from '../shapes/index.ts'
import { dynamicMoment, dynamicRange } from './dynamic-dates.ts'
import { endOf, isMoment, isRange } from './kinds.ts'
import { momentForm, momentOf } from './moments.ts'
import { byPatternOfQuery, byPatternOfSettings, couldEndQuotes, type PatternVerdict } from './patterns.ts'

/** A value as somebody gives it: one text, several, or the two ends of a range. */
export type GivenValue = string | readonly string[] | { readonly start: string; readonly end: string }

/** A value as it is sent. */
export type SentValue = GivenValue

/** A value that may be sent, or what is allowed instead, as it stands after “must”. */
export type CheckedValue = { readonly value: SentValue } | { readonly must: string }

/** What the check of one value rests on. */
export interface ValueCheck {
  readonly here: Here
  /** The options of a dropdown, as they were read just now. */
  readonly choices: readonly Choice[] | undefined
  /** The pattern that the settings have for this parameter of this query. */
  readonly pattern: string | undefined
  /** Whether the SQL has it outside quotes. */
  readonly isBare: boolean
}

const longest = 1_000

/** Checks one value more strictly than Redash does: whatever passes is put into the SQL as it is. */
export const checkValue = (definition: ParameterDefinition, given: GivenValue, checking: ValueCheck): CheckedValue => {
  const { type } = definition
  const texts = textsIn(given)
  if (texts.some((text) => text.length > longest)) return { must: `be at most ${longest} characters` }
  if (isRange(type)) return range(type, given, checking.here)
  if (type === 'enum') return option(definition, given, optionsOf(definition).map(asChoice), () => undefined)
  if (type === 'query')
    return checking.choices
      ? option(definition, given, checking.choices, fromDatabase(definition, checking))
      : { must: 'be one of its options, which can’t be read' }
  if (typeof given !== 'string') return { must: 'be one value' }
  if (isMoment(type)) {
    const value = momentOf(type, given) ?? dynamicMoment(type, given, checking.here)
    return value === undefined ? { must: `be written ${momentForm[type]}` } : { value }
  }
  if (type === 'number') return number(given)
  if (type === 'text-pattern')
    return byPattern(byPatternOfQuery(definition.regex ?? '', given), given, definition.regex)
  if (type === 'text' && checking.pattern !== undefined)
    return byPattern(byPatternOfSettings(checking.pattern, given), given, checking.pattern)
  return { must: 'be of a type that the bot can check' }
}

const textsIn = (given: GivenValue): readonly string[] => {
  if (typeof given === 'string') return [given]
  return 'start' in given ? [given.start, given.end] : given
}

/** Written out: no exponent, no blanks, no `NaN`. As text, so that every digit stays. */
const number = (given: string): CheckedValue =>
  /^-?(?:0|[1-9]\d{0,37})(?:\.\d{1,37})?$/.test(given)
    ? { value: given }
    : { must: 'be a number in digits, such as 900 or -3.5' }

const range = (type: keyof typeof endOf, given: GivenValue, here: Here): CheckedValue => {
  const wanted = `two of ${momentForm[endOf[type]]} with -- between them`
  if (typeof given === 'string') {
    const dynamic = dynamicRange(type, given, here)
    if (dynamic) return { value: dynamic }
    const ends = given.split('--')
    return ends.length === 2
      ? range(type, { start: ends[0] ?? '', end: ends[1] ?? '' }, here)
      : { must: `be ${wanted}` }
  }
  if (!('start' in given)) return { must: `be ${wanted}` }
  const [start, end] = [momentOf(endOf[type], given.start), momentOf(endOf[type], given.end)]
  if (start === undefined || end === undefined) return { must: `be ${wanted}` }
  return start <= end ? { value: { start, end } } : { must: `be ${wanted}, the earlier one first` }
}

/** The options that the author of a query wrote. */
export const optionsOf = ({ enumOptions }: ParameterDefinition): readonly string[] =>
  (typeof enumOptions === 'string' ? enumOptions.split('\n') : (enumOptions ?? [])).filter((one) => one !== '')

const asChoice = (value: string): Choice => ({ name: value, value })
const mostNamed = 12

const option = (
  { multiValuesOptions }: ParameterDefinition,
  given: GivenValue,
  choices: readonly Choice[],
  refusing: (value: string) => string | undefined,
): CheckedValue => {
  const isSeveral = multiValuesOptions !== undefined && multiValuesOptions !== null
  if (typeof given !== 'string' && ('start' in given || !isSeveral)) return { must: 'be one value' }
  const asked = typeof given === 'string' ? [given] : [...new Set(given)]
  const names = choices.map(({ name, value }) => (typeof name === 'string' && name !== '' ? name : value))
  const few = names
    .slice(0, mostNamed)
    .map((name) => quoted(name))
    .join(', ')
  const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : ''
  if (asked.length === 0) return { must: `be at least one of ${few}${more}` }
  const values: string[] = []
  for (const text of asked) {
    const value = choiceOf(choices, text)
    if (value === undefined) return { must: `be ${isSeveral ? 'some' : 'one'} of ${few}${more}` }
    const must = refusing(value)
    if (must !== undefined) return { must }
    values.push(value)
  }
  // Several go as a list, one of them too: Redash puts no quotes around a plain text.
  return { value: isSeveral ? values : (values[0] ?? '') }
}

/**
 * What an option must be that came out of a database, where anybody may have put it: Redash puts it into the SQL as it is. Around
 * several values it may put quotes itself.
 */
const fromDatabase =
  ({ multiValuesOptions }: ParameterDefinition, { isBare }: ValueCheck) =>
  (value: string): string | undefined => {
    if (couldEndQuotes(value))
      return 'be an option without quotes, backslashes, semicolons and comment signs, which could change the SQL'
    const { prefix = '', suffix = '' } = multiValuesOptions ?? {}
    const isQuoted = !isBare || (/^['"`]$/.test(prefix) && prefix === suffix)
    return isQuoted || /^[\p{L}\p{N}_.-]+$/u.test(value)
      ? undefined
      : 'be an option that is one word or one number: the SQL has no quotes around it'
  }

/** The value of the option that somebody means: by its value, else by its name if only one has it. */
const choiceOf = (choices: readonly Choice[], text: string): string | undefined => {
  if (choices.some(({ value }) => value === text)) return text
  const named = choices.filter(({ name }) => name === text)
  return named.length === 1 ? named[0]?.value : undefined
}

const byPattern = (verdict: PatternVerdict, given: string, pattern: string | null | undefined): CheckedValue => {
  // A NUL or a line break is in no name or code, and a pattern may let it pass without meaning to.
  if (/\p{Cc}/u.test(given)) return { must: 'be on one line' }
  if (verdict === 'matches') return { value: given }
  if (verdict === 'unreadable') return { must: 'be checked by a pattern that the bot can’t read' }
  if (verdict === 'lets-sql-through')
    return { must: 'be checked by a narrower pattern: the one of this query also lets SQL through' }
  return { must: `match the pattern ${quoted(pattern ?? '')}` }
}
