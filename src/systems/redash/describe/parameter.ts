import { quoted } from '../../../quoted.ts'
import type { Here } from '../../../wall-clock.ts'
import { optionsOf } from '../parameters/check-value.ts'
import { defaultOf } from '../parameters/defaults.ts'
import { isKnownType, typeInWords } from '../parameters/kinds.ts'
import { asTyped } from '../parameters/spelled.ts'
import type { Choice, ParameterDefinition } from '../shapes/index.ts'

/** What a description of a parameter rests on, beside its definition. */
export interface ParameterFacts {
  readonly here: Here
  /** The options of a dropdown, if they could be read. */
  readonly choices: readonly Choice[] | undefined
  /** The pattern that the settings have for it. */
  readonly pattern: string | undefined
}

const mostNamed = 12

const named = (all: readonly string[]): string =>
  all.slice(0, mostNamed).join(', ') + (all.length > mostNamed ? ` and ${all.length - mostNamed} more` : '')

const nameOf = ({ name, value }: Choice): string =>
  // What is typed may be the name too, so a value that the name begins with isn't said twice.
  typeof name !== 'string' || name === '' ? value : name.startsWith(value) ? name : `${value} (${name})`

/** What may be given, after the words of the type. */
const allowed = (definition: ParameterDefinition, { choices, pattern }: ParameterFacts): string => {
  const { type, regex } = definition
  if (type === 'enum') return `: ${named(optionsOf(definition))}`
  if (type === 'query') return choices ? `: ${named(choices.map(nameOf))}` : ", which can't be read now"
  if (type === 'text-pattern') return `: ${regex ?? 'none is set'}`
  if (type !== 'text') return ''
  return pattern === undefined ? ", which the bot doesn't fill in without a pattern in its settings" : `: ${pattern}`
}

/** One parameter in a line: its type, what may be given, and its default as it is now. */
export const parameterInWords = (definition: ParameterDefinition, facts: ParameterFacts): string => {
  const { type, value } = definition
  if (!isKnownType(type)) return `of the type ${quoted(type)}, which the bot doesn't know`
  const several = definition.multiValuesOptions ? 'one or several' : undefined
  const words = several ? typeInWords(type).replace(/^one\b/, several) : typeInWords(type)
  const usual = defaultOf(definition, facts.here)
  const dynamic = typeof value === 'string' && value.startsWith('d_') ? ` (${value.slice(2).replaceAll('_', ' ')})` : ''
  const standard = usual === undefined ? 'no default' : `default ${asTyped(usual)}${dynamic}`
  return `${words}${allowed(definition, facts)}; ${standard}`
}
