import { UserError } from '../../../errors.ts'
import { quoted } from '../../../quoted.ts'
import type { Here } from '../../../wall-clock.ts'
import type { Choice, ParameterDefinition } from '../shapes/index.ts'
import type { Runnable } from './check-query.ts'
import { checkValue, type GivenValue, type SentValue } from './check-value.ts'
import { isKnownType, typeInWords } from './kinds.ts'
import { ownProperty } from './own-property.ts'

/** What somebody gives, by the name of each parameter. */
export type GivenValues = Readonly<Record<string, GivenValue>>

/** What is sent. */
export type SentValues = Readonly<Record<string, SentValue>>

/** What the check of values rests on. */
export interface Known {
  readonly here: Here
  /** The options of the dropdowns, by the name of the parameter. */
  readonly choices: Readonly<Record<string, readonly Choice[]>>
}

/** Redash makes a title of the name, `Min Amount` of `min_amount`; that says nothing new. */
const plain = (text: string): string => text.toLowerCase().replaceAll(/[ _-]/g, '')

const labelOf = ({ name, title }: ParameterDefinition): string =>
  title && plain(title) !== plain(name) ? `${quoted(name)} (${title})` : quoted(name)

const typeOf = ({ type }: ParameterDefinition): string => (isKnownType(type) ? `, ${typeInWords(type)}` : '')

/** One parameter of a query, with what was given for it and what is wrong with that. */
export interface LookedAt {
  readonly definition: ParameterDefinition
  readonly given: GivenValue | undefined
  /** What is sent for it; undefined if there is a problem. */
  readonly sent: SentValue | undefined
  /** One sentence that names the parameter, its type and what is allowed. */
  readonly problem: string | undefined
  readonly isMissing: boolean
}

/** Looks at every value that a query takes. Throws UserError for one that it doesn't take. */
export const lookAtValues = ({ parameters, patterns, bare }: Runnable, given: GivenValues, known: Known) => {
  const names = parameters.map(({ name }) => name)
  const stranger = Object.keys(given).find((name) => !names.includes(name))
  if (stranger !== undefined) {
    const there =
      names.length === 0 ? 'It has no parameters.' : `It has ${names.map((name) => quoted(name)).join(', ')}.`
    throw new UserError(`There is no parameter ${quoted(stranger)}. ${there}`)
  }
  return parameters.map((definition): LookedAt => {
    const { name } = definition
    const value = ownProperty(given, name)
    const looked = { definition, given: value, sent: undefined, problem: undefined, isMissing: value === undefined }
    if (value === undefined)
      return { ...looked, problem: `A value is missing: ${labelOf(definition)}${typeOf(definition)}.` }
    const checked = checkValue(definition, value, {
      here: known.here,
      choices: ownProperty(known.choices, name),
      pattern: ownProperty(patterns, name),
      isBare: bare.has(name),
    })
    if ('must' in checked)
      return {
        ...looked,
        problem: `${labelOf(definition)} must ${checked.must}.`,
      }
    return { ...looked, sent: checked.value }
  })
}

/** What is sent of values that were looked at. Throws UserError with the first problem. */
export const sentValues = (all: readonly LookedAt[]): SentValues =>
  Object.fromEntries(
    all.map(({ definition, sent, problem }) => {
      if (sent === undefined) throw new UserError(problem ?? `${labelOf(definition)} can't be sent.`)
      return [definition.name, sent]
    }),
  )
