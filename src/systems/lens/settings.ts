import { z } from 'zod'

const isZone = (text: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text })
    return true
  } catch {
    return false
  }
}

/** The settings of a connection that only Lens has. */
export const settings = {
  auth: z
    .enum(['bearer', 'apikey'])
    .default('bearer')
    .describe('Lens: the header that carries the key, `Authorization: Bearer …` or `apikey: …`.'),
  timezone: z
    .string()
    .refine(isZone, 'is not a time zone, such as Europe/Paris')
    .default('UTC')
    .describe('Lens: the time zone in which days begin and times are shown, such as `Europe/Paris`.'),
} as const
