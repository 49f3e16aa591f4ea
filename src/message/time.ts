/** What stands where a system has no figure. */
export const NONE = '–'

/** `14:02:07 UTC`: a moment (milliseconds since 1970) on the wall clock of an IANA zone; a zone that does not exist reads as UTC. */
export function clockTime(ms: number, zone = 'UTC'): string {
  if (Number.isNaN(new Date(ms).getTime())) return NONE
  return clock(zone).format(ms)
}

/** `2026-11-21 09:10 UTC`: the same with its day and without seconds. */
export function localTime(ms: number, zone = 'UTC'): string {
  if (Number.isNaN(new Date(ms).getTime())) return NONE
  const parts = formatter(zone, { year: 'numeric', month: '2-digit', day: '2-digit', ...MINUTE }).formatToParts(ms)
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? ''
  return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')} ${part('timeZoneName')}`
}

const MINUTE = { hour: '2-digit', minute: '2-digit', timeZoneName: 'short' } as const

const clock = (zone: string) => formatter(zone, { ...MINUTE, second: '2-digit' })

function formatter(zone: string, parts: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-GB', { ...parts, timeZone: zone })
  } catch {
    return new Intl.DateTimeFormat('en-GB', { ...parts, timeZone: 'UTC' })
  }
}

/** `2026-11-30 14:02 UTC`: a moment (milliseconds since 1970) that may be on another day than the reader's. */
export const moment = (ms: number): string =>
  Number.isNaN(new Date(ms).getTime()) ? NONE : `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`

const HALF_DAY_MS = 12 * 60 * 60_000

/** True for two moments that are less than half a day apart, so that a time of day without its day is understood. */
export const isNear = (at: number, other: number): boolean => Math.abs(other - at) < HALF_DAY_MS

/** A moment as it reads near another one: with its day only if that may be another. */
export const near = (at: number, other: number): string => (isNear(at, other) ? clockTime(at) : moment(at))

const UNITS = [
  [86_400, 'd'],
  [3_600, 'h'],
  [60, 'min'],
  [1, 's'],
] as const

/** `350 ms`, `40 s`, `5 min`, `1 h 12 min`, `2 d 3 h`: the two largest units, rounded, zeros left out. */
export function duration(ms: number): string {
  if (!Number.isFinite(ms)) return NONE
  if (ms < 999.5) return ms < 0.5 ? '0 s' : `${Math.round(ms)} ms`
  let rest = Math.round(ms / 1000)
  if (rest >= 3_600) rest = Math.round(rest / 60) * 60
  if (rest >= 86_400) rest = Math.round(rest / 3_600) * 3_600
  const parts: string[] = []
  for (const [seconds, unit] of UNITS) {
    const whole = Math.floor(rest / seconds)
    if (whole > 0) parts.push(`${count(whole)} ${unit}`)
    rest -= whole * seconds
  }
  return parts.join(' ')
}

const NUMBERS = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2, signDisplay: 'negative' })

/** `2,984`, `97.25`: thousands separated, at most two decimals, the same for every reader. */
export function count(n: number): string {
  if (!Number.isFinite(n)) return NONE
  return NUMBERS.format(n)
}
