import { z } from 'zod'
import { Id } from './id.ts'

/** A database that queries read; no answer of the list has its address or a password. */
export const DataSource = z.object({
  id: Id,
  name: z.string(),
  /** True if the user's groups may run saved queries on it and nothing else. */
  view_only: z.boolean(),
})
export type DataSource = z.output<typeof DataSource>
