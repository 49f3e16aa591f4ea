import { z } from 'zod'
import { isTimeZone } from '../wall-clock.ts'

/** The setting of a connection to a system that cuts time into days. */
export const timeZone = z
  .string()
  .refine(isTimeZone, 'is not a time zone, such as Europe/Paris')
  .default('UTC')
  .describe('Lens and Rill: the time zone in which days begin and times are shown, such as `Europe/Paris`.')
