import type { MomentType } from './kinds.ts'

const forms: Readonly<Record<MomentType, RegExp>> = {
  date: /^(\d{4})-(\d\d)-(\d\d)$/,
  'datetime-local': /^(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d)$/,
  'datetime-with-seconds': /^(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d)$/,
}

/** How a moment is written, for people. */
export const momentForm: Readonly<Record<MomentType, string>> = {
  date: 'YYYY-MM-DD',
  'datetime-local': 'YYYY-MM-DD HH:MM',
  'datetime-with-seconds': 'YYYY-MM-DD HH:MM:SS',
}

/**
 * A moment as Redash's own pages send it, or undefined for anything else. Redash takes much more, `10` or `20 Nov 2026`, and
 * puts it into the SQL as it came.
 */
export const momentOf = (type: MomentType, text: string): string | undefined => {
  const found = forms[type].exec(text.trim())
  if (!found) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found.slice(1).map(Number)
  const at = new Date(Date.UTC(year, month - 1, day, hour, minute, second))
  const isReal =
    year >= 1000 && at.getUTCMonth() === month - 1 && at.getUTCDate() === day && hour < 24 && minute < 60 && second < 60
  return isReal ? written(type, at) : undefined
}

/** A local time, kept as if it were UTC, in the form of the type. */
export const written = (type: MomentType, local: Date): string => {
  const text = local.toISOString()
  if (type === 'date') return text.slice(0, 10)
  return `${text.slice(0, 10)} ${text.slice(11, type === 'datetime-local' ? 16 : 19)}`
}
