import { z } from 'zod'
import { Id } from './id.ts'
import { JobAnswer } from './job.ts'

/** One row by column name. Some databases leave out the columns that are null. */
export const Row = z.record(z.string(), z.unknown())
export type Row = z.output<typeof Row>

/** A column. `type` is null for everything that Redash doesn't map, such as PostgreSQL's text. */
export const ResultColumn = z.object({
  name: z.string(),
  friendly_name: z.string().nullish(),
  type: z.string().nullish(),
})
export type ResultColumn = z.output<typeof ResultColumn>

const Data = z.object({ columns: z.array(ResultColumn), truncated: z.boolean().nullish() })

/** What is beside the rows of a result. With a query key there are only the columns and `retrieved_at`. */
export const ResultHead = z.object({
  id: Id.nullish(),
  data: Data,
  retrieved_at: z.string(),
  /** Seconds. */
  runtime: z.number().nullish(),
})
export type ResultHead = z.output<typeof ResultHead>

/** What is beside the rows of a stored result. */
export const StoredResult = z.object({ query_result: ResultHead })

/** What is beside the rows that a run answers with: a result that is young enough, or the job that makes one. */
export const RunAnswer = z.union([StoredResult, JobAnswer])

/** What a run sends. Redash never fills in stored defaults: every parameter needs its value. */
export const RunRequest = z.strictObject({
  parameters: z.record(z.string(), z.unknown()),
  /** How old a stored result may be, in seconds: 0 always runs, left out takes any. */
  max_age: z.int().min(0).optional(),
})
