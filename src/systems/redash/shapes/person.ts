import { z } from 'zod'
import { Id } from './id.ts'

/** A user of Redash as objects name their owner. */
export const Person = z.object({ id: Id, name: z.string(), email: z.string() })
