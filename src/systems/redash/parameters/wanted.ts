import { quoted } from '../../../quoted.ts'
import type { Here } from '../../../wall-clock.ts'
import type { Choice, ParameterDefinition } from '../shapes/index.ts'
import type { Runnable } from './check-query.ts'
import type { GivenValue } from './check-value.ts'
import { optionsOf } from './check-value.ts'
import type { Known, LookedAt } from './check-values.ts'
import { defaultOf } from './defaults.ts'
import type { ParameterType } from './kinds.ts'
import { isKnownType } from './kinds.ts'
import { ownProperty } from './own-property.ts'
import { asTyped } from './spelled.ts'

/** A value that a run takes, with all that is needed to ask somebody for it. */
export interface WantedValue {
  readonly name: string
  /** What people read. */
  readonly title: string
  readonly type: ParameterType
  readonly isSeveral: boolean
  /** What may be chosen; undefined if anything of the type may be given. */
  readonly choices: readonly Choice[] | undefined
  /** The pattern that the whole value must match. */
  readonly pattern: string | undefined
  /** The stored default as it is typed, a dynamic date as its word; undefined if there is none. */
  readonly usual: string | undefined
  /** The stored default as it is for this person now. */
  readonly usualNow: GivenValue | undefined
  /** What was given, if anything was. */
  readonly given: GivenValue | undefined
  /** Why it can't be sent, in one sentence; undefined if it can. */
  readonly problem: string | undefined
}

/** Every value that a run takes, with what is wrong with it. */
export const wantedValues = (
  looked: readonly LookedAt[],
  { patterns }: Pick<Runnable, 'patterns'>,
  { here, choices }: Known,
): readonly WantedValue[] =>
  looked.flatMap(({ definition, given, problem }) => {
    const { name, title, type, multiValuesOptions, regex } = definition
    if (!isKnownType(type)) return []
    return {
      name,
      title: title || name,
      type,
      isSeveral: Boolean(multiValuesOptions),
      choices:
        type === 'enum' ? optionsOf(definition).map((one) => ({ name: one, value: one })) : ownProperty(choices, name),
      pattern: type === 'text-pattern' ? (regex ?? undefined) : ownProperty(patterns, name),
      usual: usualOf(definition, here),
      usualNow: defaultOf(definition, here),
      given,
      problem,
    }
  })

/** The stored defaults as they are typed, dynamic dates as their words; undefined if a parameter has none. */
export const usualValues = (
  parameters: readonly ParameterDefinition[],
  here: Here,
): Readonly<Record<string, string>> | undefined => {
  const all = parameters.map((one) => [one.name, usualOf(one, here)] as const)
  return all.every(([, value]) => value !== undefined)
    ? (Object.fromEntries(all) as Readonly<Record<string, string>>)
    : undefined
}

const usualOf = (definition: ParameterDefinition, here: Here): string | undefined => {
  const now = defaultOf(definition, here)
  const { value } = definition
  return now && (typeof value === 'string' && value.startsWith('d_') ? value : asTyped(now))
}

/** What is wrong with the values, in one or two sentences; undefined if nothing is. */
export const problemWith = (looked: readonly LookedAt[]): string | undefined => {
  const wrong = looked.find(({ problem, isMissing }) => problem !== undefined && !isMissing)
  if (wrong) return wrong.problem
  const missing = looked.filter(({ isMissing }) => isMissing)
  if (missing.length < 2) return missing[0]?.problem
  return `${missing.length} values are missing: ${missing.map(({ definition }) => quoted(definition.name)).join(', ')}.`
}
