const parts: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  date: { year: 'numeric', month: 'long', day: 'numeric' },
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date_slash: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date_short: { year: 'numeric', month: 'short', day: 'numeric' },
  date_long: { year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' },
  time: { hour: '2-digit', minute: '2-digit' },
  time_secs: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
}

const days = (ms: number) => Math.round(new Date(ms).setHours(12, 0, 0, 0) / 86_400_000)

const nearDay = (ms: number, now: number): string | undefined => {
  const between = days(now) - days(ms)
  return between === 0 ? 'today' : between === 1 ? 'yesterday' : between === -1 ? 'tomorrow' : undefined
}

const ago = (ms: number, now: number): string => {
  const [size, words] = [Math.abs(now - ms) / 1000, new Intl.RelativeTimeFormat('en', { numeric: 'auto' })]
  const [unit, seconds] =
    size < 60
      ? (['second', 1] as const)
      : size < 3600
        ? (['minute', 60] as const)
        : size < 86_400
          ? (['hour', 3600] as const)
          : (['day', 86_400] as const)
  return words.format(Math.round((ms - now) / 1000 / seconds), unit)
}

const written = (ms: number, how: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-GB', { ...how, hourCycle: 'h23' }).format(new Date(ms))

/** One part of a date, in the time zone of who looks: `time` is `14:02`; undefined for a name that Slack lacks. */
const part = (name: string, ms: number, now: number): string | undefined => {
  if (name === 'ago') return ago(ms, now)
  if (name === 'date_num')
    return written(ms, { ...parts.date_num })
      .split('/')
      .reverse()
      .join('-')
  const how = parts[name.replace('_pretty', '')]
  if (!how) return undefined
  return (name.endsWith('_pretty') ? nearDay(ms, now) : undefined) ?? written(ms, how)
}

/** A date as `<!date^…>` asks for it: `{date_short_pretty} at {time}`. */
export const formatted = (format: string, timestamp: number, now: number): string => {
  const text = format.replace(/\{(\w+)\}/g, (all, name: string) => part(name, timestamp * 1000, now) ?? all)
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** Milliseconds since 1970 of a message. */
export const momentOf = (ts: string): number => Number.parseFloat(ts) * 1000

/** `14:02` */
export const clock = (ms: number): string => written(ms, parts.time ?? {})

/** `20 November 2025 at 14:02:07`, for a pointer that rests on a time. */
export const exactly = (ms: number): string =>
  `${written(ms, parts.date ?? {})} at ${written(ms, parts.time_secs ?? {})}`

/** What stands between the days of a conversation: `Today`, `Thursday, 20 November`. */
export const dayOf = (ms: number, now: number): string => {
  const near = nearDay(ms, now)
  return near
    ? near.charAt(0).toUpperCase() + near.slice(1)
    : written(ms, { weekday: 'long', day: 'numeric', month: 'long' })
}
