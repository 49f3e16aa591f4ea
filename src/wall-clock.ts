/** A moment, and where its reader is. */
export interface Here {
  /** Milliseconds since 1970. */
  readonly now: number
  /** `Europe/Paris`; UTC if it isn't known. */
  readonly zone: string | undefined
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
