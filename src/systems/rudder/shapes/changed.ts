import { z } from 'zod'

/** Rudder's tags: `[{ key: 'value' }]`, one key in each item. */
export const Tags = z.array(z.record(z.string(), z.string()))

/** In the answer of a write under change validation, and only there: then nothing is changed yet. */
export const changeRequestId = z.coerce.string().optional()

/** Rudder reads these from the query only, never from JSON (LiftApiDispatcher.getParam). */
export const Attribution = z.object({
  reason: z.string().optional(),
  changeRequestName: z.string().optional(),
  changeRequestDescription: z.string().optional(),
})

/** The same if no change request can be opened. */
export const ReasonOnly = Attribution.pick({ reason: true })
