import { z } from 'zod'
import { grains } from '../../../metric-query.ts'
import { FieldName } from './names.ts'

/** The most rows that Rill gives at once. */
export const mostRows = 10_000

const Floor = z.strictObject({ time_floor: z.strictObject({ dimension: FieldName, grain: z.enum(grains) }) })
const Value = z.union([z.string().max(1_000), z.number(), z.boolean()])
const Named = z.strictObject({ name: FieldName })
const Valued = z.strictObject({ val: z.union([Value, z.array(Value).min(1).max(100)]) })

const Comparison = z.union([
  z.strictObject({
    op: z.enum(['eq', 'neq', 'lt', 'lte', 'gt', 'gte', 'in', 'nin', 'ilike', 'nilike']),
    exprs: z.tuple([Named, Valued]),
  }),
  // Whether there is a value at all.
  z.strictObject({ op: z.enum(['eq', 'neq']), exprs: z.tuple([Named, z.strictObject({ val: z.null() })]) }),
])
export type MetricsComparison = z.input<typeof Comparison>

const Condition = z.strictObject({
  cond: z.union([
    Comparison,
    z.strictObject({
      op: z.literal('and'),
      exprs: z
        .array(z.strictObject({ cond: Comparison }))
        .min(1)
        .max(20),
    }),
  ]),
})
export type MetricsCondition = z.input<typeof Condition>

const moment = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
const TimeRange = z.strictObject({ start: moment, end: moment })

/**
 * A structured query: its values are parameters of the SQL and never text of it. Only these keys are sent: with `rows`
 * Rill would give the columns that its policies hide.
 */
export const MetricsQuery = z.strictObject({
  metrics_view: FieldName,
  dimensions: z
    .array(z.strictObject({ name: FieldName, compute: Floor.optional() }))
    .max(20)
    .optional(),
  measures: z.array(Named).max(20).optional(),
  where: Condition.optional(),
  having: Condition.optional(),
  sort: z
    .array(z.strictObject({ name: FieldName, desc: z.boolean().optional() }))
    .max(10)
    .optional(),
  time_range: TimeRange.optional(),
  limit: z.int().min(1).max(mostRows),
  time_zone: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/)
    .optional(),
})
export type MetricsQuery = z.input<typeof MetricsQuery>

/** The same query by the route that tells the order, the types and the names of the columns. No other resolver is sent. */
export const ResolverQuery = z.strictObject({ resolver: z.literal('metrics'), resolverProperties: MetricsQuery })

const MetaField = z.object({
  name: z.string(),
  display_name: z.string().default(''),
  format_preset: z.string().default(''),
})

/** What is beside the rows of such a query. */
export const ResolverHead = z.object({
  meta: z.object({ fields: z.array(MetaField).default([]) }).nullish(),
  schema: z.object({ fields: z.array(z.object({ name: z.string(), type: z.object({ code: z.string() }) })) }),
})
export type ResolverHead = z.output<typeof ResolverHead>
