import { dropdownValues } from './dropdown.ts'
import { md5 } from './ids.ts'
import { incompatible, joined } from './parameters.ts'
import { Refused } from './refused.ts'
import { hasLimit, withoutComments, withoutSemicolon } from './sql.ts'
import type { Query, RedashState } from './state.ts'
import { rendered } from './template.ts'
import type { Differences } from './versions.ts'

/** By what results are found: SQL without comments and blanks. */
export const hashOf = (sql: string, { hashIgnoresCase }: Differences): string => {
  const bare = withoutComments(sql).replace(/\s/g, '')
  return md5(hashIgnoresCase ? bare.toLowerCase() : bare)
}

/** SQL with the limit that Redash adds to a SELECT that has none. */
export const autoLimited = (sql: string, on: boolean): string =>
  on && /^\s*SELECT\b/i.test(sql) && !hasLimit(sql) ? `${withoutSemicolon(sql)} LIMIT 1000` : sql

const defaultsOf = (query: Query) =>
  Object.fromEntries((query.options.parameters ?? []).map(({ name, value }) => [name, value]))

/** Tells whether the stored defaults of a query could be sent: no dynamic dates, and what its dropdowns offer now. */
export function areDefaultsValid(state: RedashState, query: Query, differs: Differences): boolean {
  const checking = { differs, dropdown: (id: number) => dropdownValues(state, id) }
  try {
    return incompatible(query.options.parameters ?? [], defaultsOf(query), checking).length === 0
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return false
  }
}

/** The hash of a query: with its stored defaults in it where the version does that and they were valid. */
export function queryHash(query: Query, differs: Differences): string {
  const definitions = query.options.parameters ?? []
  const limit = differs.savedAutoLimit && query.options.apply_auto_limit === true
  const values = defaultsOf(query)
  const filled = differs.hashOfDefaults && query.defaultsValid && Object.values(values).some(Boolean)
  const sql = filled ? rendered(query.sql, joined(definitions, values)) : query.sql
  return hashOf(autoLimited(sql, limit), differs)
}
