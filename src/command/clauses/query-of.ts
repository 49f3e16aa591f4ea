import { UserError } from '../../errors.ts'
import { literal } from '../../message/literal.ts'
import type { MemberCondition, MemberKind, MetricQuery, QueryMember } from '../../metric-query.ts'
import { quoted } from '../../quoted.ts'
import { loose } from '../loose.ts'
import { findMember, Members, tableOf } from './find-member.ts'
import { fitting } from './fitting-values.ts'
import { readClauses } from './read-clauses.ts'
import { grainOf } from './read-period.ts'
import type { TypedClauses, TypedName } from './typed-clauses.ts'

type Find = (name: TypedName, kinds: readonly MemberKind[], clause: string) => QueryMember

const namesIn = ({ measures, by, where, segments, order, of }: TypedClauses): readonly TypedName[] => [
  ...[...measures, ...by, ...segments, ...(of === undefined ? [] : [of])],
  ...[...where, ...order].map(({ name }) => name),
]

/** Finds names, those of tables first that the line names in full. */
const finder = (clauses: TypedClauses, all: readonly QueryMember[]): Find => {
  const members = new Members(all)
  const tables = new Set<string>()
  for (const { text } of namesIn(clauses)) {
    const [one, ...others] = members.called(text)
    if (one !== undefined && others.length === 0 && text.includes('.')) tables.add(tableOf(one.name))
  }
  return (name, kinds, clause) => findMember(name, kinds, { members, tables, clause })
}

const withoutTwice = (found: readonly QueryMember[]): readonly string[] => [...new Set(found.map(({ name }) => name))]

/** `by day` is `per day`, unless there is a dimension of that name. */
const dayAmong = (clauses: TypedClauses, all: readonly QueryMember[]): TypedClauses => {
  if (clauses.grain !== undefined) return clauses
  const members = new Members(all)
  const at = clauses.by.findIndex(
    (name) => !name.quoted && grainOf(loose(name.text)) !== undefined && members.called(name.text).length === 0,
  )
  const grain = grainOf(loose(clauses.by[at]?.text ?? ''))
  return grain === undefined ? clauses : { ...clauses, grain, by: clauses.by.filter((_, i) => i !== at) }
}

const timeOf = (
  clauses: TypedClauses,
  by: readonly QueryMember[],
  find: Find,
  used: ReadonlySet<string>,
  all: readonly QueryMember[],
): QueryMember | undefined => {
  const { grain, period, of } = clauses
  if (grain === undefined && period === undefined) return undefined
  const isTime = ({ type }: QueryMember) => type === 'time'
  if (of !== undefined) {
    const named = find(of, ['dimension'], '“of”')
    if (!isTime(named)) throw new UserError(`${quoted(literal(named.name, 60))} is no time dimension.`)
    return named
  }
  const times = all.filter((member) => member.kind === 'dimension' && isTime(member))
  const grouped = grain === undefined ? [] : by.filter(isTime)
  const near = grouped.length > 0 ? grouped : times.filter(({ name }) => used.has(tableOf(name)))
  const [one, ...others] = near
  const clause = grain === undefined ? 'the time' : `“per ${grain}”`
  if (one === undefined)
    throw new UserError(`Nothing that this query names has a time dimension, so ${clause} can’t be applied.`)
  if (others.length === 0) return one
  const names = near.map(({ name }) => name)
  const [first = '', second = ''] = names.map((name) => quoted(literal(name, 60)))
  const more = names.length > 2 ? ` or ${names.length - 2} others` : ''
  throw new UserError(
    `Which time dimension: ${first}, ${second}${more}? Say it after “of”, as in “per day of created_at”.`,
  )
}

const whereOf = (clauses: TypedClauses, find: Find): readonly MemberCondition[] =>
  clauses.where.map(({ name, comparison, values }) => {
    const member = find(name, ['dimension', 'measure'], '“where”')
    return { member: member.name, comparison, values: fitting(member, comparison, values) }
  })

const orderOf = (clauses: TypedClauses, find: Find, selected: ReadonlySet<string>): MetricQuery['order'] => {
  const named = clauses.order.map(({ name, descending }) => {
    const { name: member } = find(name, ['measure', 'dimension'], '“order by”')
    if (!selected.has(member))
      throw new UserError(`The query doesn’t show ${quoted(literal(member, 60))}, so its rows can’t be ordered by it.`)
    return { member, descending }
  })
  if (named.length > 0 || clauses.end === undefined) return named
  const [first] = clauses.measures
  if (first === undefined)
    throw new UserError(
      `“${clauses.end}” orders by the first measure, and there is none. Use “limit ${clauses.limit}”.`,
    )
  return [{ member: find(first, ['measure'], 'the query').name, descending: clauses.end === 'top' }]
}

/**
 * What somebody typed as a query with full names; throws UserError for anything that is not understood, is not there, or
 * could be two things. `all` are the members that the system has for this person; with `source` they are those of it, and
 * the line may name it after “from”.
 */
export const queryOf = (text: string, all: readonly QueryMember[], source?: string): MetricQuery => {
  const clauses = dayAmong(readClauses(text, source !== undefined), all)
  if (clauses.measures.length + clauses.by.length === 0 && clauses.grain === undefined)
    throw new UserError('Name at least one measure, or a dimension after “by”.')
  const find = finder(clauses, all)
  const measures = clauses.measures.map((name) => find(name, ['measure'], 'the query'))
  const by = clauses.by.map((name) => find(name, ['dimension'], '“by”'))
  const where = whereOf(clauses, find)
  const segments = clauses.segments.map((name) => find(name, ['segment'], '“segment”'))
  const used = new Set([...measures, ...by].map(({ name }) => tableOf(name)))
  const time = timeOf(clauses, by, find, used, all)
  const { grain, period, limit } = clauses
  const dimensions = withoutTwice(grain === undefined ? by : by.filter((member) => member !== time))
  const selected = new Set([...withoutTwice(measures), ...dimensions, ...(time && grain ? [time.name] : [])])
  return {
    ...(source !== undefined && { source }),
    measures: withoutTwice(measures),
    dimensions,
    ...(time && { time: { dimension: time.name, ...(grain && { grain }), ...(period && { period }) } }),
    where,
    segments: withoutTwice(segments),
    order: orderOf(clauses, find, selected),
    ...(limit !== undefined && { limit }),
  }
}
