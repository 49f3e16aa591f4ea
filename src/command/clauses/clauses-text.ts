import type { Comparison, MemberCondition, MetricQuery, Period } from '../../metric-query.ts'
import { loose } from '../loose.ts'
import { isReserved } from './cursor.ts'
import { tokensOf } from './tokens.ts'

const quotes = ['""', "''", '``', '«»', '»«', '‹›'] as const

/** True if a text is read as this one piece. */
const isRead = (typed: string, text: string): boolean => {
  try {
    // Something follows it, as it mostly does.
    const [one, comma, ...others] = tokensOf(`${typed}, x`)
    return one?.text === text && comma?.text === ',' && others.length === 1
  } catch {
    return false
  }
}

/** A name or value as it is typed in a clause: bare, or in quotes; undefined if no quotes can hold it. */
export const clauseName = (text: string): string | undefined => {
  if (text !== '' && !isReserved(loose(text)) && isRead(text, text) && tokensOf(text)[0]?.kind === 'word') return text
  return quotes.map(([open = '', close = '']) => `${open}${text}${close}`).find((typed) => isRead(typed, text))
}

const typed = (text: string): string => clauseName(text) ?? JSON.stringify(text)

const periodText = (period: Period): string => {
  if (period.kind === 'last') return `last ${period.count} ${period.unit}${period.count === 1 ? '' : 's'}`
  if (period.kind !== 'dates') return `${period.kind === 'current' ? 'this' : 'last'} ${period.unit}`
  const { from, to } = period
  if (from === undefined) return `until ${to}`
  return to === undefined ? `since ${from}` : `from ${from} to ${to}`
}

const words: Readonly<Record<Comparison, string>> = {
  equals: '=',
  notEquals: '!=',
  gt: '>',
  gte: '>=',
  lt: '<',
  lte: '<=',
  set: 'is set',
  notSet: 'is not set',
  contains: 'contains',
  notContains: 'does not contain',
  startsWith: 'starts with',
  endsWith: 'ends with',
}

const conditionText = ({ member, comparison, values }: MemberCondition): string => {
  const name = typed(member)
  if (values.length > 1) return `${name} ${comparison === 'equals' ? 'in' : 'not in'} (${values.map(typed).join(', ')})`
  return [name, words[comparison], ...values.map(typed)].join(' ')
}

/** A query as somebody types it: read back, it is the same query. For buttons, watches, and to say what was understood. */
export const clausesText = (query: MetricQuery): string => {
  const { source, measures, dimensions, time, where, segments, order, limit } = query
  const list = (names: readonly string[]) => names.map(typed).join(', ')
  return [
    ...(measures.length > 0 ? [list(measures)] : []),
    ...(source === undefined ? [] : [`from ${typed(source)}`]),
    ...(dimensions.length > 0 ? [`by ${list(dimensions)}`] : []),
    ...(time?.grain === undefined ? [] : [`per ${time.grain} of ${typed(time.dimension)}`]),
    ...(time?.period === undefined ? [] : [periodText(time.period)]),
    ...(time?.period === undefined || time.grain !== undefined ? [] : [`of ${typed(time.dimension)}`]),
    ...(where.length > 0 ? [`where ${where.map(conditionText).join(' and ')}`] : []),
    ...(segments.length > 0 ? [`segment ${list(segments)}`] : []),
    ...(order.length > 0
      ? [`order by ${order.map((one) => `${typed(one.member)} ${one.descending ? 'desc' : 'asc'}`).join(', ')}`]
      : []),
    ...(limit === undefined ? [] : [`limit ${limit}`]),
  ].join(' ')
}
