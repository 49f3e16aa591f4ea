import { UserError } from '../../../errors.ts'
import { quoted } from '../../../quoted.ts'
import type { TextPatterns } from '../expose/settings.ts'
import type { ParameterDefinition, Query } from '../shapes/index.ts'
import { barePlaceholders } from './bare.ts'
import { isKnownType, isRange } from './kinds.ts'
import { placeholdersIn } from './placeholders.ts'

/** A query whose SQL holds nothing but what its definitions describe. */
export interface Runnable {
  /** The definitions that its SQL has placeholders for. */
  readonly parameters: readonly ParameterDefinition[]
  /** True if one of them is free text: then the key needs full access to the data source. */
  readonly hasText: boolean
  /** The patterns of its text parameters, by name. */
  readonly patterns: Readonly<Record<string, string>>
  /** The names of those that its SQL has outside quotes. */
  readonly bare: ReadonlySet<string>
}

const expected = ({ name, type }: ParameterDefinition): readonly string[] =>
  isRange(type) ? [`${name}.start`, `${name}.end`] : [name]

/**
 * Looks at the SQL of a query as it was read just now. Redash puts values into it unescaped, and checks none for which there
 * is no definition: so whoever may run such a query could run any SQL. Throws UserError, which says what to change, for a
 * query that the bot doesn't run.
 */
export const checkQuery = (query: Pick<Query, 'id' | 'name' | 'query' | 'options'>, texts: TextPatterns): Runnable => {
  const refuse = (why: string) => new UserError(`${quoted(query.name)} can't be run: ${why}`)
  const { names, odd } = placeholdersIn(query.query)
  if (odd !== undefined)
    throw refuse(`its SQL has ${quoted(odd)}, which is more than the name of a parameter. Change it in Redash.`)
  const definitions = query.options.parameters
  const twice = definitions.find((one, at) => definitions.findIndex(({ name }) => name === one.name) !== at)
  if (twice) throw refuse(`it defines the parameter ${quoted(twice.name)} twice. Change it in Redash.`)
  const known = definitions.flatMap(expected)
  const undefinedName = names.find((name) => !known.includes(name))
  if (undefinedName !== undefined)
    throw refuse(
      `its SQL has the placeholder ${quoted(undefinedName)} without a definition, so any SQL could be put there. Define it in Redash.`,
    )
  const parameters = definitions.filter((one) => expected(one).some((name) => names.includes(name)))
  const unknown = parameters.find(({ type }) => !isKnownType(type))
  if (unknown)
    throw refuse(`the bot doesn't know the type ${quoted(unknown.type)} of its parameter ${quoted(unknown.name)}.`)
  const text = parameters.filter(({ type }) => type === 'text')
  const patterns = Object.hasOwn(texts, query.id) ? (texts[query.id] ?? {}) : {}
  const unguarded = text.find(({ name }) => !Object.hasOwn(patterns, name))
  if (unguarded)
    throw refuse(
      `its parameter ${quoted(unguarded.name)} is free text, which could change the SQL. Whoever runs the bot can allow a pattern for it: “text:” in the settings of the connection.`,
    )
  return { parameters, hasText: text.length > 0, patterns, bare: barePlaceholders(query.query) }
}
