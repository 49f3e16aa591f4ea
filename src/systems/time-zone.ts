import { z } from 'zod'

const isZone = (text: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text })
    return true
  } catch {
    return false
  }
}

/** The setting of a connection to a system that cuts time into days. */
export const timeZone = z
  .string()
  .refine(isZone, 'is not a time zone, such as Europe/Paris')
  .default('UTC')
  .describe('Lens and Rill: the time zone in which days begin and times are shown, such as `Europe/Paris`.')
