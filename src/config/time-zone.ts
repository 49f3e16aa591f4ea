import { z } from 'zod'
import { isTimeZone } from '../wall-clock.ts'

/** The name of a time zone, such as `Europe/Paris`. */
export const timeZoneName = z.string().refine(isTimeZone, 'is not a time zone, such as Europe/Paris')
