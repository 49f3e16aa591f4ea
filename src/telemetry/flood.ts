/** How many lines of one event are written in a minute. */
export const mostLines = 120
const windowMs = 60_000

/** Lines that were not written, of one event. */
export interface Withheld {
  readonly event: string
  readonly lines: number
}

/** Limits how many lines of one event are written, so that a flood of events does not fill a disk. */
export interface Flood {
  /** Whether to write a line of this event now. */
  admits(event: string): boolean
  /** What was withheld in minutes that are over (with `all`, also in this one) and was not reported yet. */
  withheld(all?: boolean): readonly Withheld[]
}

/** Counts each event in minutes of `now`, in milliseconds; the first lines of a minute pass. */
export const createFlood = (now: () => number): Flood => {
  const events = new Map<string, { since: number; lines: number }>()
  return {
    admits: (event) => {
      const at = now()
      const seen = events.get(event)
      if (!seen || at - seen.since >= windowMs || at < seen.since) {
        events.set(event, { since: at, lines: 1 })
        return true
      }
      seen.lines += 1
      return seen.lines <= mostLines
    },
    withheld: (all = false) => {
      const at = now()
      const found: Withheld[] = []
      for (const [event, { since, lines }] of events) {
        if (!all && at - since < windowMs && at >= since) continue
        events.delete(event)
        if (lines > mostLines) found.push({ event, lines: lines - mostLines })
      }
      return found
    },
  }
}
