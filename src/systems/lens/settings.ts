import { z } from 'zod'
import { timeZone } from '../time-zone.ts'

/** The settings of a connection that only Lens has. */
export const settings = {
  auth: z
    .enum(['bearer', 'apikey'])
    .default('bearer')
    .describe('Lens: the header that carries the key, `Authorization: Bearer …` or `apikey: …`.'),
  timezone: timeZone,
} as const
