import { ValuesWanted } from '../../../errors.ts'
import { quoted } from '../../../quoted.ts'
import type { Known } from '../parameters/check-values.ts'
import { ownProperty } from '../parameters/own-property.ts'
import { asTyped } from '../parameters/spelled.ts'
import { valuesForm } from '../parameters/values-form.ts'
import type { WantedValue } from '../parameters/wanted.ts'
import type { ReadQuery } from '../run/prepare.ts'
import { parameterInWords } from './parameter.ts'

/** A run that some value is missing for, or wrong: what it takes, and a form that asks for it. */
export const valuesAsked = (
  { query, runnable }: ReadQuery,
  wanted: readonly WantedValue[],
  { problem, known, typed }: ValuesProblem,
): ValuesWanted => {
  const { parameters, patterns } = runnable
  const usable = wanted.flatMap(({ name, given, problem: wrong, usual }) => {
    const text = given !== undefined && wrong === undefined ? asTyped(given) : usual
    return text === undefined ? [] : [[name, text] as const]
  })
  const line = usable.length === parameters.length ? typed(Object.fromEntries(usable)) : undefined
  const facts = (name: string) => ({
    ...known,
    choices: ownProperty(known.choices, name),
    pattern: ownProperty(patterns, name),
  })
  return new ValuesWanted(
    `${quoted(query.name)} was not run. ${problem}`,
    valuesForm(query, wanted, { button: 'Enter values' }),
    parameters.map((one) => ({ name: one.name, text: parameterInWords(one, facts(one.name)) })),
    line === undefined ? [] : [line],
  )
}

interface ValuesProblem {
  /** One sentence. */
  readonly problem: string
  readonly known: Known
  /** The line that runs the query with these values; undefined if it can't be typed. */
  readonly typed: (values: Readonly<Record<string, string>>) => string | undefined
}
