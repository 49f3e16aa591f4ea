import { z } from 'zod'

/** As Lens checks it: letters, digits and `_`, one dot. */
const memberName = z.string().regex(/^[a-zA-Z0-9_]{1,200}\.[a-zA-Z0-9_]{1,200}$/)
const grain = z.enum(['second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'])

const operators = [
  ...(['equals', 'notEquals', 'contains', 'notContains', 'startsWith', 'notStartsWith', 'endsWith'] as const),
  ...(['notEndsWith', 'in', 'notIn', 'gt', 'gte', 'lt', 'lte', 'set', 'notSet', 'inDateRange'] as const),
  ...(['notInDateRange', 'onTheDate', 'beforeDate', 'beforeOrOnDate', 'afterDate', 'afterOrOnDate'] as const),
] as const
export type LensOperator = (typeof operators)[number]

const One = z.strictObject({
  member: memberName,
  operator: z.enum(operators),
  values: z.array(z.string()).optional(),
})
const filterOf = (deeper: z.ZodType | undefined): z.ZodType =>
  deeper === undefined
    ? One
    : z.union([One, z.strictObject({ and: z.array(deeper) }), z.strictObject({ or: z.array(deeper) })])
const deepest = 3
/** One condition, or `and` and `or` of them, a few levels deep. */
const Filter = Array.from({ length: deepest }).reduce<z.ZodType>((inner) => filterOf(inner), filterOf(undefined))

/** How many rows Lens gives at most. */
export const mostRows = 50_000

/** A query as Lens takes it; what it would refuse is refused here. */
export const LensQuery = z.strictObject({
  measures: z.array(memberName).optional(),
  dimensions: z.array(memberName).optional(),
  segments: z.array(memberName).optional(),
  timeDimensions: z
    .array(
      z.strictObject({
        dimension: memberName,
        granularity: grain.nullish(),
        dateRange: z.union([z.string(), z.array(z.string()).min(1).max(2)]).optional(),
      }),
    )
    .optional(),
  filters: z.array(Filter).optional(),
  order: z
    .union([z.record(memberName, z.enum(['asc', 'desc'])), z.array(z.tuple([memberName, z.enum(['asc', 'desc'])]))])
    .optional(),
  limit: z.int().min(1).max(mostRows).optional(),
  offset: z.int().min(0).optional(),
  timezone: z.string().optional(),
  ungrouped: z.boolean().optional(),
})
export type LensQuery = z.input<typeof LensQuery>

export const QueryRequest = z.strictObject({ query: LensQuery })
