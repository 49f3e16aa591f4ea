/** A moment, and where its reader is. */
export interface Here {
  /** Milliseconds since 1970. */
  readonly now: number
  /** `Europe/Paris`; UTC if it isn't known. */
  readonly zone: string | undefined
}

/** True for the name of a time zone that this process knows, such as `Europe/Paris`. */
export const isTimeZone = (text: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text })
    return true
  } catch {
    return false
  }
}

/** A moment as a Date whose UTC fields are those of the clock on the wall there; throws RangeError for a zone that does not exist. */
export const wallClock = ({ now, zone = 'UTC' }: Here): Date => {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(new Date(now))
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = (
    ['year', 'month', 'day', 'hour', 'minute', 'second'] as const
  ).map((type) => Number(parts.find((part) => part.type === type)?.value))
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second))
}

/**
 * When the clock on the wall there says `2026-11-30T08:15:00`, in milliseconds since 1970. Where clocks are set forward it is
 * the moment that follows as long after the change; of two moments with the same time, the first.
 */
export const atWallClock = (text: string, zone: string | undefined): number => {
  const wall = Date.parse(`${text}Z`)
  const behind = (at: number) => wallClock({ now: at, zone }).getTime() - at
  const [before, after] = [wall - behind(wall - 86_400_000), wall - behind(wall + 86_400_000)]
  const found = [Math.min(before, after), Math.max(before, after)].find((at) => wall - behind(at) === at)
  return found ?? before
}
