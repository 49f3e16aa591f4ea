import { z } from 'zod'

const isZone = (text: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text })
    return true
  } catch {
    return false
  }
}

/** The name of a time zone, such as `Europe/Paris`. */
export const timeZoneName = z.string().refine(isZone, 'is not a time zone, such as Europe/Paris')
