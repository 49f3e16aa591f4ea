import { UserError } from '../../../errors.ts'
import type { MemberCondition, QueryMember } from '../../../metric-query.ts'
import { quoted } from '../../../quoted.ts'
import type { MetricsComparison, MetricsCondition } from '../shapes/index.ts'

type Operator = MetricsComparison['op']
type Value = string | number | boolean

const ordering: Readonly<Partial<Record<MemberCondition['comparison'], Operator>>> = {
  gt: 'gt',
  gte: 'gte',
  lt: 'lt',
  lte: 'lte',
}

const patterns: Readonly<Partial<Record<MemberCondition['comparison'], (text: string) => string>>> = {
  contains: (text) => `%${text}%`,
  notContains: (text) => `%${text}%`,
  startsWith: (text) => `${text}%`,
  endsWith: (text) => `%${text}`,
}

/** A value as its column has it; UserError for a number that would lose digits on the way. */
const sentValue = (text: string, { name, type }: QueryMember): Value => {
  if (type === 'boolean') return text === 'true'
  if (type !== 'number') return text
  const value = Number(text)
  if (Number.isInteger(value) && !Number.isSafeInteger(value))
    throw new UserError(`${quoted(text)} is too large to be compared exactly with ${quoted(name)}.`)
  return value
}

const conditionOf = ({ comparison, values }: MemberCondition, member: QueryMember): MetricsComparison => {
  const named = { name: member.name }
  if (member.type === 'time')
    throw new UserError(
      `${quoted(member.name)} is the time of this view: say it without “where”, as in “last 7 days” or “from 2026-11-01 to 2026-11-30”.`,
    )
  if (comparison === 'set' || comparison === 'notSet')
    return { op: comparison === 'set' ? 'neq' : 'eq', exprs: [named, { val: null }] }
  const pattern = patterns[comparison]
  const [first = '', ...others] = values
  if (pattern) return { op: comparison === 'notContains' ? 'nilike' : 'ilike', exprs: [named, { val: pattern(first) }] }
  const value = sentValue(first, member)
  const order = ordering[comparison]
  if (order) return { op: order, exprs: [named, { val: value }] }
  const isEqual = comparison === 'equals'
  if (others.length === 0) return { op: isEqual ? 'eq' : 'neq', exprs: [named, { val: value }] }
  const all = values.map((one) => sentValue(one, member))
  return { op: isEqual ? 'in' : 'nin', exprs: [named, { val: all }] }
}

/** Conditions that all hold, as Rill takes them; undefined without any. */
export const allOf = (
  where: readonly MemberCondition[],
  members: readonly QueryMember[],
): MetricsCondition | undefined => {
  const all = where.map((one) => {
    const member = members.find(({ name }) => name === one.member)
    // Without its condition a query would show more than was asked for.
    if (!member) throw new TypeError(`the condition on ${one.member} is on no member of the view`)
    return { cond: conditionOf(one, member) }
  })
  const [first, ...others] = all
  return others.length === 0 ? first : { cond: { op: 'and', exprs: all } }
}

/** True if Rill matches more than the text that somebody typed: it compares parts of texts with LIKE, and nothing escapes its signs. */
export const hasWildcards = (where: readonly MemberCondition[]): boolean =>
  where.some(({ comparison, values }) => patterns[comparison] !== undefined && values.some((one) => /[_%\\]/.test(one)))
