import { z } from 'zod'
import { Hidden } from './parameters.ts'

/** A global property; its value may be secret. */
export const Property = z.object({
  id: z.string(),
  value: Hidden,
  description: z.string().default(''),
  provider: z.string().optional(),
  inheritMode: z.string().optional(),
})
