import { refused } from '../refused.ts'

const dayMs = 86_400_000

/** A moment on the wall clock of a zone, in UTC fields; a zone that nobody has is UTC. */
export const wall = (ms: number, zone: string): Date => {
  try {
    const text = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(
      ms,
    )
    return new Date(`${text.replace(' ', 'T')}Z`)
  } catch {
    return new Date(ms)
  }
}

/** As Cube writes a time: no zone behind it. */
export const written = (at: Date): string => at.toISOString().slice(0, 23)

/** The first moment of the unit that a time is in. */
export const floored = (at: Date, granularity: string): Date => {
  const [year, month] = [at.getUTCFullYear(), at.getUTCMonth()]
  if (granularity === 'year') return new Date(Date.UTC(year, 0, 1))
  if (granularity === 'quarter') return new Date(Date.UTC(year, month - (month % 3), 1))
  if (granularity === 'month') return new Date(Date.UTC(year, month, 1))
  const ms = { second: 1_000, minute: 60_000, hour: 3_600_000 }[granularity] ?? dayMs
  const start = new Date(Math.floor(at.getTime() / ms) * ms)
  return granularity === 'week' ? new Date(start.getTime() - ((start.getUTCDay() + 6) % 7) * dayMs) : start
}

const moment = (text: string, end: boolean): string => {
  const whole = /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T${end ? '23:59:59.999' : '00:00:00.000'}` : text
  const at = new Date(`${whole.replace(/Z$/, '')}Z`)
  if (Number.isNaN(at.getTime())) throw refused(400, `Can't parse date: '${text}'`)
  return written(at)
}

/** A range of dates as Cube repeats it: its first and its last millisecond. */
export const rangeOf = (range: string | readonly string[], now: number, zone: string): readonly [string, string] => {
  if (Array.isArray(range)) return [moment(range[0] ?? '', false), moment(range[1] ?? range[0] ?? '', true)]
  const text = String(range)
  const last = /^last (\d+) days?$/.exec(text)
  if (!last) return [moment(text, false), moment(text, true)]
  const today = floored(wall(now, zone), 'day').getTime()
  return [written(new Date(today - Number(last[1]) * dayMs)), written(new Date(today - 1))]
}
