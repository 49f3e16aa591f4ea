import { z } from 'zod'
import { Id } from './id.ts'
import { Person } from './person.ts'
import { BriefQuery } from './query.ts'

/** An alert on the first row, or another one, of the latest result of its query. */
export const Alert = z.object({
  id: Id,
  name: z.string(),
  state: z.string(),
  options: z.object({
    column: z.string().nullish(),
    op: z.string().nullish(),
    value: z.union([z.string(), z.number()]).nullish(),
    selector: z.string().nullish(),
    muted: z.boolean().nullish(),
  }),
  last_triggered_at: z.string().nullish(),
  updated_at: z.string(),
  created_at: z.string(),
  /** Seconds after which it sends again while it stays triggered; null if it doesn't. */
  rearm: z.int().nullish(),
  query: BriefQuery.nullish(),
  user: Person.nullish(),
})
