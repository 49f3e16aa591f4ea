import { UserError } from '../../errors.ts'
import { literal } from '../../message/literal.ts'
import type { Comparison, QueryMember } from '../../metric-query.ts'
import { quoted } from '../../quoted.ts'
import { loose } from '../loose.ts'
import { isCalendarDate } from './read-period.ts'

const ordering: ReadonlySet<Comparison> = new Set<Comparison>(['gt', 'gte', 'lt', 'lte'])
const textual: ReadonlySet<Comparison> = new Set<Comparison>(['contains', 'notContains', 'startsWith', 'endsWith'])

/** A year or a month alone says no day to compare with. */
const hasDay = /^\d{4}-\d\d-\d\d/

const booleans: Readonly<Record<string, string>> = { true: 'true', yes: 'true', false: 'false', no: 'false' }

const typeOf = ({ kind, type }: QueryMember): QueryMember['type'] => type ?? (kind === 'measure' ? 'number' : undefined)

/** The values of a condition as its member takes them; throws UserError for one that it can never have. */
export const fitting = (member: QueryMember, comparison: Comparison, values: readonly string[]): readonly string[] => {
  const type = typeOf(member)
  const name = quoted(literal(member.name, 60))
  if (textual.has(comparison) && type !== undefined && type !== 'string')
    throw new UserError(`${name} isn’t text, so “contains”, “starts with” and “ends with” don’t work for it.`)
  if (ordering.has(comparison) && (type === 'string' || type === 'boolean'))
    throw new UserError(`${name} is neither a number nor a time, so it can’t be compared with <, <=, > or >=.`)
  if (type === 'time' && values.length > 1)
    throw new UserError(`${name} is a time: compare it with one date, or use “from … to …”.`)
  return values.map((value) => {
    const shown = quoted(literal(value, 60))
    if (type === 'number' && !/^-?\d{1,40}(?:\.\d{1,40})?$/.test(value))
      throw new UserError(`${name} is a number, and ${shown} isn’t one. Write it like 1234.5.`)
    if (type === 'boolean') {
      const plain = loose(value)
      if (!Object.hasOwn(booleans, plain)) throw new UserError(`${name} is yes or no, not ${shown}.`)
      return booleans[plain] ?? value
    }
    if (type === 'time' && !(isCalendarDate(value) && hasDay.test(value)))
      throw new UserError(`${name} is a time, and ${shown} isn’t a date like 2026-11-30.`)
    return value
  })
}
