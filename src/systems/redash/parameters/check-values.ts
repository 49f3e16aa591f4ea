import { UserError } from '../../../errors.ts'
import { quoted } from '../../../quoted.ts'
import type { Here } from '../../../wall-clock.ts'
import type { Choice, ParameterDefinition } from '../shapes/index.ts'
import type { Runnable } from './check-query.ts'
import { checkValue, type GivenValue, type SentValue } from './check-value.ts'
import { isKnownType, typeInWords } from './kinds.ts'

/** What somebody gives, by the name of each parameter. */
export type GivenValues = Readonly<Record<string, GivenValue>>

/** What is sent. */
export type SentValues = Readonly<Record<string, SentValue>>

interface Known {
  readonly here: Here
  /** The options of the dropdowns, by the name of the parameter. */
  readonly choices: Readonly<Record<string, readonly Choice[]>>
}

/** Redash makes a title of the name, `Min Amount` of `min_amount`; that says nothing new. */
const plain = (text: string): string => text.toLowerCase().replaceAll(/[ _-]/g, '')

const labelOf = ({ name, title, type }: ParameterDefinition): string => {
  const label = title && plain(title) !== plain(name) ? `${quoted(name)} (${title})` : quoted(name)
  return isKnownType(type) ? `${label}, ${typeInWords(type)},` : label
}

/** The values that a run sends, all of them checked. Throws UserError, which names the parameter, its type and what is allowed. */
export const checkValues = ({ parameters, patterns }: Runnable, given: GivenValues, known: Known): SentValues => {
  const names = parameters.map(({ name }) => name)
  const stranger = Object.keys(given).find((name) => !names.includes(name))
  if (stranger !== undefined) {
    const there =
      names.length === 0 ? 'It has no parameters.' : `It has ${names.map((name) => quoted(name)).join(', ')}.`
    throw new UserError(`There is no parameter ${quoted(stranger)}. ${there}`, names)
  }
  const sent = parameters.map((definition): readonly [string, SentValue] => {
    const { name } = definition
    const value = Object.hasOwn(given, name) ? given[name] : undefined
    if (value === undefined) throw new UserError(`A value is missing: ${labelOf(definition)} must be given.`)
    const checked = checkValue(definition, value, {
      here: known.here,
      choices: Object.hasOwn(known.choices, name) ? known.choices[name] : undefined,
      pattern: Object.hasOwn(patterns, name) ? patterns[name] : undefined,
    })
    if ('mustBe' in checked) throw new UserError(`${labelOf(definition)} must be ${checked.mustBe}.`)
    return [name, checked.value]
  })
  return Object.fromEntries(sent)
}
