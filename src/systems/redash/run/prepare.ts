import { UserError } from '../../../errors.ts'
import { quoted } from '../../../quoted.ts'
import type { Exposed, TextPatterns } from '../expose/settings.ts'
import { checkQuery, type Runnable } from '../parameters/check-query.ts'
import { dropdownOf } from '../reads/dropdowns.ts'
import { readExposed } from '../reads/exposed.ts'
import type { Choice, Query } from '../shapes/index.ts'
import type { RunApi } from './api.ts'
import { isFailedInside, orDown } from './outage.ts'

/** A query that was read just now, with what its SQL takes. */
export interface ReadQuery {
  readonly query: Query
  readonly runnable: Runnable
  /** The options of its dropdowns, by the name of the parameter. */
  readonly choices: Readonly<Record<string, readonly Choice[]>>
}

/** What the settings of a connection say about its queries. */
export interface QuerySettings {
  readonly expose: Exposed
  readonly text: TextPatterns
}

/**
 * Reads a query just before it is run, because what is allowed rests on its SQL: whether it is exposed, and what its SQL has
 * placeholders for. The dropdowns that a list said it has are read at the same time. Throws UserError, which says what to do.
 */
export const readRunnable = async (
  api: Pick<RunApi, 'query' | 'dropdown'>,
  queryId: string,
  { expose, text }: QuerySettings,
  dropdowns: readonly string[] = [],
): Promise<ReadQuery> => {
  // The line reads each once; if nobody comes to need it, its failure is none.
  for (const dropdownId of dropdowns) void api.dropdown({ queryId, dropdownId }).catch(() => {})
  const query = await readExposed.query(api, queryId, expose)
  const runnable = checkQuery(query, text)
  return { query, runnable, choices: await choicesOf(api, query, runnable) }
}

/** The options of every dropdown of a query, read at the same time. */
export const choicesOf = async (
  api: Pick<RunApi, 'query' | 'dropdown'>,
  { id, name }: Pick<Query, 'id' | 'name'>,
  { parameters }: Pick<Runnable, 'parameters'>,
): Promise<Readonly<Record<string, readonly Choice[]>>> => {
  const entries = parameters.flatMap((one) => {
    const dropdownId = dropdownOf(one)
    return dropdownId === undefined ? [] : [[one.name, dropdownId] as const]
  })
  const read = async ([parameter, dropdownId]: readonly [string, string]) => {
    try {
      return [parameter, await api.dropdown({ queryId: id, dropdownId })] as const
    } catch (error) {
      const why = await orDown(api, id, error)
      if (!isFailedInside(why)) throw why
      throw new UserError(
        `${quoted(name)} can't be run: the options of its parameter ${quoted(parameter)} come from query ${dropdownId}, which has no result or no data source. Run that query in Redash.`,
      )
    }
  }
  return Object.fromEntries(await Promise.all(entries.map(read)))
}
