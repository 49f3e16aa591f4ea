import { RE2JS } from 're2js'
import { isPythonDate, isPythonFloat } from './python.ts'
import { refused } from './refused.ts'
import type { Parameter } from './state.ts'
import { pythonText } from './template.ts'
import type { Differences } from './versions.ts'

/** What the check of one value may look at. */
export interface Checking {
  readonly differs: Differences
  /** The values of a dropdown's query: nothing if it was never run; refuses if it has no source any more. */
  dropdown(query: number): string[] | undefined
}

/** The values of a request, by name. */
export type Values = Readonly<Record<string, unknown>>

const within = (value: unknown, options: readonly string[], several: boolean): boolean => {
  if (!Array.isArray(value)) return options.includes(pythonText(value))
  return several && value.every((one) => options.includes(pythonText(one)))
}

function isNumber(value: unknown, { refusesOddValues }: Differences): boolean {
  if (typeof value === 'number' || typeof value === 'boolean') return true
  if (typeof value === 'string') return isPythonFloat(value)
  if (!refusesOddValues) throw refused(500)
  return false
}

const isRange = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const { start, end } = value as Values
  return isPythonDate(start) && isPythonDate(end)
}

function fits(definition: Parameter, value: unknown, { differs, dropdown }: Checking): boolean {
  const several = definition.multiValuesOptions !== undefined
  switch (definition.type) {
    case 'text':
      return typeof value === 'string'
    case 'text-pattern':
      // The whole text must match, including a line break at its end.
      return differs.textPattern && typeof value === 'string' && RE2JS.compile(definition.regex ?? '').matches(value)
    case 'number':
      return isNumber(value, differs)
    case 'enum':
      return within(value, (definition.enumOptions ?? '').split('\n'), several)
    case 'query': {
      const options = dropdown(definition.queryId ?? 0)
      if (!options && !differs.refusesOddValues) throw refused(500)
      return options !== undefined && within(value, options, several)
    }
    case 'date':
    case 'datetime-local':
    case 'datetime-with-seconds':
      return isPythonDate(value)
    case 'date-range':
    case 'datetime-range':
    case 'datetime-range-with-seconds':
      return isRange(value)
    default:
      return false
  }
}

/** The names of the values that do not fit their definition, or have none; none at all for a query without definitions. */
export function incompatible(definitions: readonly Parameter[], values: Values, checking: Checking): string[] {
  if (definitions.length === 0) return []
  return Object.keys(values).filter((name) => {
    const definition = definitions.find((one) => one.name === name)
    return !definition || !fits(definition, values[name], checking)
  })
}

/** The values as they go into the SQL: several are joined; one alone gets no prefix and no suffix. */
export const joined = (definitions: readonly Parameter[], values: Values): Values =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const form = definitions.find((one) => one.name === name)?.multiValuesOptions
      if (!Array.isArray(value) || !form) return [name, value]
      if (value.some((one) => typeof one !== 'string')) throw refused(500)
      return [name, value.map((one) => `${form.prefix}${one}${form.suffix}`).join(form.separator)]
    }),
  )

/** What Redash thinks safe: no parameter that is defined as text. What has no definition counts as safe too. */
export const isSafe = (definitions: readonly Parameter[]): boolean => definitions.every(({ type }) => type !== 'text')
