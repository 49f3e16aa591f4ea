import { quoted } from '../../../quoted.ts'
import { byPatternOfQuery, byPatternOfSettings } from '../../sql-pattern.ts'
import type { ArgumentSchema } from '../shapes/index.ts'
import type { ApiArgument } from './argument.ts'
import { formatOf } from './formats.ts'

/** A value as it is sent. */
export type SentValue = string | boolean | readonly string[]

/** A value that may be sent, or what is allowed instead, as it stands after “must be”. */
export type CheckedValue = { readonly value: SentValue } | { readonly mustBe: string }

/** What could be more than a value in SQL. Only a pattern of the settings lets it through. */
const couldBeSql = /['"`‘’“”\\;(){}[\]<>#\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|--|\/\*/u
const plain = /^[A-Za-z0-9 ._:@/+-]{1,200}$/
const longest = 200
const mostItems = 100

/**
 * Checks one value, because Rill checks none: it becomes text of the SQL as it is. `isTyped` says whether the API takes a
 * body, in which a value can be something else than text.
 */
export const checkValue = (argument: ApiArgument, text: string, isTyped: boolean): CheckedValue => {
  if (text === '') return { mustBe: 'not empty: leave it out instead' }
  if (text.length > longest) return { mustBe: `at most ${longest} characters` }
  const { schema, pattern } = argument
  if (schema.type === 'array') return list(argument, text, isTyped)
  if (pattern !== undefined) return byPattern(byPatternOfSettings(pattern, text), text, pattern)
  if (schema.enum) return option(schema.enum.map(String), text)
  if (schema.type === 'integer' || schema.type === 'number') return number(schema, text)
  if (schema.type === 'boolean') return boolean(text, isTyped)
  if (schema.type !== undefined && schema.type !== 'string') return { mustBe: 'of a type that the bot can check' }
  return string(schema, text)
}

const refusingSql = (text: string, mustBe: string): CheckedValue =>
  couldBeSql.test(text) ? { mustBe } : { value: text }
const safe = 'without quotes, backslashes, semicolons, brackets and comment signs, which could change the SQL'

const string = ({ format, pattern }: ArgumentSchema, text: string): CheckedValue => {
  const known = formatOf(format)
  if (known) return known.is(text) ? refusingSql(text, safe) : { mustBe: known.mustBe }
  if (pattern !== undefined) {
    const checked = byPattern(byPatternOfQuery(pattern, text), text, pattern)
    return 'value' in checked ? refusingSql(text, safe) : checked
  }
  if (!plain.test(text) || text.includes('--'))
    return {
      mustBe:
        'made of letters, digits, spaces and . _ : @ / + - only, without “--”; the settings can have a pattern for more',
    }
  return { value: text }
}

/** Written out, as text: Rill would write a large JSON number as 1e+06, and lose digits of a larger one. */
const number = ({ type, minimum, maximum }: ArgumentSchema, text: string): CheckedValue => {
  const form = type === 'integer' ? /^-?(?:0|[1-9]\d{0,17})$/ : /^-?(?:0|[1-9]\d{0,17})(?:\.\d{1,17})?$/
  const what = type === 'integer' ? 'a whole number in digits' : 'a number in digits, such as 900 or -3.5'
  const between = [
    ...(minimum === undefined ? [] : [`at least ${minimum}`]),
    ...(maximum === undefined ? [] : [`at most ${maximum}`]),
  ].join(' and ')
  const mustBe = between === '' ? what : `${what}, ${between}`
  const isInside = Number(text) >= (minimum ?? -Infinity) && Number(text) <= (maximum ?? Infinity)
  return form.test(text) && isInside ? { value: text } : { mustBe }
}

const boolean = (text: string, isTyped: boolean): CheckedValue => {
  const is = { true: true, yes: true, false: false, no: false }[text.toLowerCase()]
  if (is === undefined) return { mustBe: 'true or false' }
  if (isTyped) return { value: is }
  return is ? { value: 'true' } : { mustBe: 'true or left out: Rill takes the text “false” for true' }
}

const mostNamed = 12

const option = (options: readonly string[], text: string): CheckedValue => {
  const few = options
    .slice(0, mostNamed)
    .map((one) => quoted(one))
    .join(', ')
  const more = options.length > mostNamed ? ` and ${options.length - mostNamed} more` : ''
  if (!options.includes(text)) return { mustBe: `one of ${few}${more}` }
  return refusingSql(text, `an option ${safe}; the settings can have a pattern for it`)
}

const list = (argument: ApiArgument, text: string, isTyped: boolean): CheckedValue => {
  if (!isTyped) return { mustBe: 'of a type that can be sent: this API takes no body' }
  const items = text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
  if (items.length === 0 || items.length > mostItems)
    return { mustBe: `1 to ${mostItems} values with commas between them` }
  const { items: each, enum: options } = argument.schema
  const one: ApiArgument = { ...argument, schema: { ...each, ...(options && { enum: options }) } }
  const values: string[] = []
  for (const item of items) {
    const checked = checkValue(one, item, false)
    if ('mustBe' in checked) return { mustBe: `values with commas between them, each ${checked.mustBe}` }
    values.push(String(checked.value))
  }
  return { value: values }
}

const byPattern = (verdict: ReturnType<typeof byPatternOfQuery>, text: string, pattern: string): CheckedValue => {
  if (/\p{Cc}/u.test(text)) return { mustBe: 'on one line' }
  if (verdict === 'matches') return { value: text }
  if (verdict === 'unreadable') return { mustBe: 'checked by a pattern that the bot can’t read' }
  if (verdict === 'lets-sql-through')
    return { mustBe: 'checked by a narrower pattern: the one of this API also lets SQL through' }
  return { mustBe: `as the pattern ${quoted(pattern)} says` }
}
