import { z } from 'zod'

const Field = z.object({
  name: z.string(),
  displayName: z.string().default(''),
  description: z.string().default(''),
})

const Spec = z.object({
  displayName: z.string().default(''),
  description: z.string().default(''),
  timeDimension: z.string().default(''),
  dimensions: z.array(Field.extend({ type: z.string().default('') })).default([]),
  measures: z.array(Field.extend({ formatPreset: z.string().default('') })).default([]),
})

/** A metrics view; its SQL and its policies, which come along, are not read. */
export const ViewResource = z.object({
  meta: z.object({ name: z.object({ name: z.string() }), reconcileError: z.string().default('') }),
  metricsView: z.object({ state: z.object({ validSpec: Spec.nullish() }).nullish() }),
})
export type ViewResource = z.output<typeof ViewResource>

/** One metrics view by itself. */
export const OneView = z.object({ resource: ViewResource })

/** The types of the columns of a view. */
export const ViewSchema = z.object({
  schema: z.object({ fields: z.array(z.object({ name: z.string(), type: z.object({ code: z.string() }) })) }),
})

export type ViewSchema = z.output<typeof ViewSchema>

/** The time that the rows of a view cover. */
export const TimeRangeSummary = z.object({
  timeRangeSummary: z.object({ min: z.string().nullish(), max: z.string().nullish() }),
})
