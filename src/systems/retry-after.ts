const weekday = /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? /i

/** Milliseconds that `Retry-After` (seconds or a date of HTTP) asks for; undefined if it makes no sense. */
export const retryAfter = (header: string | undefined, now: number): number | undefined => {
  const text = header?.trim() ?? ''
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text) * 1000
  if (text.length > 40 || !weekday.test(text)) return undefined
  // The oldest of the three forms does not name its zone, which is always the same.
  const until = Date.parse(/ (?:gmt|utc)$/i.test(text) ? text : `${text} GMT`)
  return Number.isNaN(until) ? undefined : Math.max(0, until - now)
}
