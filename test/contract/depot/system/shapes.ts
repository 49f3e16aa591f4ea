import { z } from 'zod'

export const Status = z.object({ version: z.int() })
export const Refused = z.object({ error: z.string() })
/** What a token may do, as it says itself. */
export const OwnToken = z.object({ scopes: z.array(z.string()) })
/** The code with which a parcel is collected is never read. */
export const Parcel = z.object({ id: z.string(), name: z.string(), shelf: z.string() })
export const Place = z.strictObject({ shelf: z.string().min(1) })
