import { z } from 'zod'

/** One row by the name of each member. Numbers of many databases come as text, with all their digits. */
export const Row = z.record(z.string(), z.unknown())
export type Row = z.output<typeof Row>

/** What Lens answers while the database works: the same request again waits on. */
export const Waiting = z.object({ error: z.literal('Continue wait') })

const Annotated = z.object({
  title: z.string().nullish(),
  shortTitle: z.string().nullish(),
  type: z.string().nullish(),
})
export type Annotated = z.output<typeof Annotated>
const annotated = z.record(z.string(), Annotated).default({})

/** What is beside the rows: what each column is, and when Lens last read the data from where it is. */
export const LoadHead = z.object({
  query: z.object({
    timezone: z.string().nullish(),
    /** What a policy of the Lens added for whoever's key asked. */
    meta: z
      .object({
        secured: z
          .object({ segments: z.array(z.unknown()), dimensions: z.array(z.unknown()) })
          .partial()
          .nullish(),
      })
      .nullish(),
  }),
  annotation: z.object({ measures: annotated, dimensions: annotated, timeDimensions: annotated }),
  lastRefreshTime: z.string().nullish(),
})
export type LoadHead = z.output<typeof LoadHead>

export const LoadAnswer = z.union([Waiting, LoadHead])

/** The SQL of a query, with its parameters apart. */
export const SqlAnswer = z.object({ sql: z.object({ sql: z.tuple([z.string(), z.array(z.unknown())]) }) })

export const GraphqlRequest = z.strictObject({ query: z.string().min(1) })
export const GraphqlAnswer = z.object({ data: z.record(z.string(), z.unknown()) })
