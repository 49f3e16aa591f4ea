import { z } from 'zod'
import { Id } from './id.ts'

/** Whose key it is, and the version of the server. Only the key of a user gets this answer. */
export const KeySession = z.object({
  user: z.object({ id: Id, name: z.string(), email: z.string(), permissions: z.array(z.string()) }),
  client_config: z.object({ version: z.string() }),
})
export type KeySession = z.output<typeof KeySession>
