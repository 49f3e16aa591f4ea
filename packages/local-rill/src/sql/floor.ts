/** True for a zone that Rill knows. */
export const isZone = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

const clocks = new Map<string, Intl.DateTimeFormat>()

const clock = (zone: string): Intl.DateTimeFormat => {
  const found = clocks.get(zone) ?? made(zone)
  clocks.set(zone, found)
  return found
}

const made = (zone: string) =>
  new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })

/** How far the clock of a zone is ahead of UTC at a moment, in milliseconds. */
const ahead = (at: number, zone: string): number => {
  if (zone === 'UTC') return 0
  const parts = Object.fromEntries(
    clock(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000
}

/** A moment rounded down to a grain in a zone, as DuckDB's date_trunc; ISO 8601. */
export function floored(text: string, grain: string, zone: string): string {
  const at = Date.parse(text)
  const shift = ahead(at, zone)
  const here = new Date(at + shift)
  const [year, month, day] = [here.getUTCFullYear(), here.getUTCMonth(), here.getUTCDate()]
  const small = { second: 1000, minute: 60_000, hour: 3_600_000, day: 86_400_000 }[grain]
  const start =
    small !== undefined
      ? Math.floor(here.getTime() / small) * small
      : grain === 'week'
        ? Date.UTC(year, month, day - ((here.getUTCDay() + 6) % 7))
        : grain === 'month'
          ? Date.UTC(year, month, 1)
          : grain === 'quarter'
            ? Date.UTC(year, month - (month % 3), 1)
            : Date.UTC(year, 0, 1)
  const guess = start - shift
  return new Date(start - ahead(guess, zone)).toISOString().replace('.000Z', 'Z')
}
