import type { Grain } from '../metric-query.ts'

const time = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?Z?$/

/** A time on the clock of the query's zone, as exactly as its unit: `2026-11`, `2026-Q4`, `2026-11-30 14:00`. */
export const clockText = (cell: string, grain: Grain | undefined): string => {
  const found = time.exec(cell)
  if (!found) return cell
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '', fraction = ''] = found
  const date = `${year}-${month}-${day}`
  const clock = `${hour}:${minute}`
  switch (grain) {
    case 'year':
      return year
    case 'quarter':
      return `${year}-Q${Math.ceil(Number(month) / 3)}`
    case 'month':
      return `${year}-${month}`
    case 'week':
    case 'day':
      return date
    case 'hour':
    case 'minute':
      return `${date} ${clock}`
    default: {
      const exact = /[1-9]/.test(fraction) ? `.${fraction}` : ''
      return `${date} ${clock}:${second}${exact}`
    }
  }
}

/** From when to when, as people read it: the last moment is named and not the first one after it. */
export const stretchInWords = (
  { from, until }: { readonly from?: string; readonly until?: string },
  timezone: string,
): string => {
  const isWhole = [from, until].every((one) => one === undefined || one.endsWith('T00:00:00'))
  const day = (text: string) => text.slice(0, 10)
  const clock = (text: string) => text.slice(0, 16).replace('T', ' ')
  const last = until === undefined ? undefined : new Date(Date.parse(`${until}Z`) - 1).toISOString()
  const [first, end] = isWhole ? [from && day(from), last && day(last)] : [from && clock(from), until && clock(until)]
  const words =
    first === undefined
      ? `until ${end}`
      : end === undefined
        ? `since ${first}`
        : first === end
          ? first
          : `${first} to ${end}`
  return `${words} (${timezone})`
}
