const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

/** How many days a change that awaits validation is followed. */
export const followDays = 30

/**
 * When to check next a change that awaits validation since `since`: every 10 minutes for a day, then every hour; null after
 * 30 days.
 */
export const nextFollow = (since: number, now: number): number | null => {
  if (now >= since + followDays * dayMs) return null
  return now + (now < since + dayMs ? 10 : 60) * minuteMs
}
