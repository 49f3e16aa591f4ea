import { UserError } from '../../../errors.ts'
import { quoted } from '../../../quoted.ts'
import { parseJson } from '../../parse-json.ts'
import type { ParameterDefinition } from '../shapes/index.ts'
import type { GivenValue } from './check-value.ts'
import type { GivenValues } from './check-values.ts'
import { isRange } from './kinds.ts'

const listIn = (text: string): readonly string[] | undefined => {
  try {
    const list = parseJson(text)
    return Array.isArray(list) && list.every((one) => typeof one === 'string') ? list : undefined
  } catch {
    return undefined
  }
}

/** What somebody typed for a parameter, or a link of Redash has: several are `a,b` or a JSON list, as in links. */
export const valueSpelled = ({ multiValuesOptions }: ParameterDefinition, text: string): GivenValue => {
  if (!multiValuesOptions) return text
  const list = text.startsWith('[') ? listIn(text) : undefined
  return (
    list ??
    text
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== '')
  )
}

/** A value as people type it: `2026-11-01--2026-11-15`, `paid,new`. */
export const asTyped = (value: GivenValue): string => {
  if (typeof value === 'string') return value
  if ('start' in value) return `${value.start}--${value.end}`
  const isPlain = value.every((one) => one === one.trim() && !/^\[|,/.test(one) && one !== '')
  return isPlain ? value.join(',') : JSON.stringify(value)
}

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(/[ _-]/g, '')

/** The definition that a typed name means: its own, else the only one that reads the same. */
const meant = (all: readonly ParameterDefinition[], typed: string): ParameterDefinition | undefined => {
  const exact = all.find(({ name }) => name === typed)
  if (exact) return exact
  const alike = all.filter(({ name, title }) => [name, title ?? name].some((one) => plain(one) === plain(typed)))
  return alike.length === 1 ? alike[0] : undefined
}

/**
 * The values of a query by the names of its parameters, from what somebody typed or a link has: `Min amount` is
 * `min_amount`, and `period.start` one end of `period`. Unknown names stay. Throws UserError if a parameter
 * is given twice, as a range is as a whole and by one end.
 */
export const valuesSpelled = (
  parameters: readonly ParameterDefinition[],
  texts: Readonly<Record<string, string>>,
): GivenValues => {
  const whole = new Map<string, GivenValue>()
  const ends = new Map<string, { readonly start?: string; readonly end?: string }>()
  const twice = (name: string) => new UserError(`${quoted(name)} is given twice.`)
  for (const [typed, text] of Object.entries(texts)) {
    const definition = meant(parameters, typed)
    const [, of = '', end] = /^(.{1,200})\.(start|end)$/.exec(typed) ?? []
    const range = definition ? undefined : meant(parameters, of)
    if (range && end && isRange(range.type)) {
      const known = ends.get(range.name) ?? {}
      if (whole.has(range.name) || end in known) throw twice(range.name)
      ends.set(range.name, { ...known, [end]: text })
      continue
    }
    const name = definition?.name ?? typed
    if (whole.has(name) || ends.has(name)) throw twice(name)
    whole.set(name, definition ? valueSpelled(definition, text) : text)
  }
  const ranges = [...ends].map(([name, { start = '', end = '' }]) => [name, { start, end }] as const)
  return Object.fromEntries<GivenValue>([...whole, ...ranges])
}
