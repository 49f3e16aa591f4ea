import { UserError } from '../../../errors.ts'
import type { MemberCondition, MetricQuery, QueryMember } from '../../../metric-query.ts'
import { type LensOperator, type LensQuery, mostRows } from '../shapes/index.ts'

/** How many rows are asked for if the line says nothing of it; Lens itself would give as many. */
export const usualRows = 10_000

/** What a comparison is called for a time. */
const ofTime: Readonly<Partial<Record<MemberCondition['comparison'], LensOperator>>> = {
  equals: 'inDateRange',
  notEquals: 'notInDateRange',
  gt: 'afterDate',
  gte: 'afterOrOnDate',
  lt: 'beforeDate',
  lte: 'beforeOrOnDate',
}

type Condition = { member: string; operator: LensOperator; values?: string[] }

const conditionOf = ({ member, comparison, values }: MemberCondition, isTime: boolean): Condition => {
  const operator = (isTime ? ofTime[comparison] : undefined) ?? comparison
  const isRange = operator === 'inDateRange' || operator === 'notInDateRange'
  // A range has two ends. If one is missing, Cube’s documentation says the same day and its code says today.
  const sent = isRange ? values.flatMap((value) => [value, value]) : [...values]
  return { member, operator, ...(sent.length > 0 && { values: sent }) }
}

/** From the first moment up to, not including, the last, on the clock of the time zone that is asked for. */
interface Stretch {
  readonly from?: string
  readonly until?: string
}

/** The last millisecond before a moment: Lens takes both ends of a range. */
const justBefore = (moment: string): string => new Date(Date.parse(`${moment}Z`) - 1).toISOString().slice(0, 23)

/** The query as Lens takes it; UserError for more rows than Lens gives. */
export const lensQuery = (
  { measures, dimensions, time, where, segments, order, limit }: MetricQuery,
  {
    stretch = {},
    timezone,
    all,
  }: { readonly stretch?: Stretch; readonly timezone: string; readonly all: readonly QueryMember[] },
): LensQuery => {
  if (limit !== undefined && limit > mostRows)
    throw new UserError(`Lens gives at most ${mostRows.toLocaleString('en-US')} rows; ask for fewer.`)
  const isTime = (name: string) => all.some((one) => one.name === name && one.type === 'time')
  const { from, until } = stretch
  const range = from !== undefined && until !== undefined ? [`${from}.000`, justBefore(until)] : undefined
  // A range has two ends; with one of them it is a condition.
  const half: Condition[] =
    time === undefined || range !== undefined
      ? []
      : [
          ...(from === undefined
            ? []
            : [{ member: time.dimension, operator: 'afterOrOnDate' as const, values: [from] }]),
          ...(until === undefined
            ? []
            : [{ member: time.dimension, operator: 'beforeDate' as const, values: [until] }]),
        ]
  const filters = [...where.map((one) => conditionOf(one, isTime(one.member))), ...half]
  const isCut = time !== undefined && (time.grain !== undefined || range !== undefined)
  return {
    ...(measures.length > 0 && { measures: [...measures] }),
    ...(dimensions.length > 0 && { dimensions: [...dimensions] }),
    ...(segments.length > 0 && { segments: [...segments] }),
    ...(isCut && {
      timeDimensions: [
        {
          dimension: time.dimension,
          ...(time.grain && { granularity: time.grain }),
          ...(range && { dateRange: range }),
        },
      ],
    }),
    ...(filters.length > 0 && { filters }),
    ...(order.length > 0 && {
      order: order.map(({ member, descending }): [string, 'asc' | 'desc'] => [member, descending ? 'desc' : 'asc']),
    }),
    ...(limit !== undefined && { limit }),
    timezone,
  }
}
