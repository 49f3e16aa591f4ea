/** One read that failed proves nothing. */
const fewest = 2
/** For how long no read may succeed before it is said, and before somebody is pinged. */
const sayMs = 2 * 60_000
const pingMs = 15 * 60_000

/** A connection on which reads fail, from the first of them until one succeeds. All of it is JSON. */
export interface Blind {
  /** When the first read failed. */
  readonly since: number
  /** When one last succeeded before that; missing if none did since the watches began. */
  readonly seen?: number
  /** How many reads failed. */
  readonly failures: number
  /** Why the newest one failed, in words. */
  readonly because: string
  /** The watches that wait, by id. */
  readonly watches: readonly string[]
  /** When it was posted, and whether somebody was pinged. */
  readonly at?: number
  readonly pinged?: boolean
}

/** What is remembered of a connection. */
export interface ConnectionSight {
  /** When a read last succeeded. */
  readonly seen?: number
  readonly blind?: Blind
}

export type SightEvent =
  | { readonly kind: 'answered' }
  | { readonly kind: 'failed'; readonly watch: string; readonly because: string }
  /** A watch was paused or removed, so it waits no more. */
  | { readonly kind: 'left'; readonly watch: string }
  | { readonly kind: 'time' }

/** What is to be said: one message for each connection, which is edited; the ping is a reply to it. */
export type SightSay = 'post' | 'edit' | 'ping'

/** What comes of an event. */
interface Seen {
  readonly sight: ConnectionSight
  readonly says: readonly SightSay[]
  /** What is over, if it had been posted. */
  readonly ended?: Blind
}

/** Who may be pinged at this moment, and whether the connection is muted. */
export interface SightNoise {
  readonly pings: boolean
  readonly isMuted: boolean
}

const end = (blind: Blind | undefined, seen: number | undefined): Seen => ({
  sight: seen === undefined ? {} : { seen },
  says: blind?.at === undefined ? [] : ['edit'],
  ...(blind?.at !== undefined && { ended: blind }),
})

const goOn = (
  sight: ConnectionSight,
  blind: Blind,
  isNews: boolean,
  at: number,
  { pings, isMuted }: SightNoise,
): Seen => {
  const says = (more: readonly SightSay[], now: Blind): Seen => ({ sight: { ...sight, blind: now }, says: more })
  if (blind.at === undefined)
    return isMuted || blind.failures < fewest || at - blind.since < sayMs
      ? says([], blind)
      : says(['post'], { ...blind, at })
  const isDue = blind.pinged !== true && pings && !isMuted && at - blind.since >= pingMs
  const edits: SightSay[] = isNews ? ['edit'] : []
  return isDue ? says([...edits, 'ping'], { ...blind, pinged: true }) : says(edits, blind)
}

/** What the watches of one connection say about whether it can be read, at a moment in milliseconds since 1970. */
export const look = (sight: ConnectionSight, event: SightEvent, at: number, noise: SightNoise): Seen => {
  const { blind, seen } = sight
  switch (event.kind) {
    case 'answered':
      return end(blind, at)
    case 'failed': {
      const { watch, because } = event
      const known = blind ?? { since: at, ...(seen !== undefined && { seen }), failures: 0, because, watches: [] }
      const isNew = !known.watches.includes(watch)
      const failures = known.failures + 1
      const now = { ...known, failures, because, watches: isNew ? [...known.watches, watch] : known.watches }
      return goOn(sight, now, isNew || because !== known.because, at, noise)
    }
    case 'left': {
      if (!blind?.watches.includes(event.watch)) return { sight, says: [] }
      const watches = blind.watches.filter((one) => one !== event.watch)
      return watches.length === 0 ? end(blind, seen) : goOn(sight, { ...blind, watches }, true, at, noise)
    }
    case 'time':
      return blind === undefined ? { sight, says: [] } : goOn(sight, blind, false, at, noise)
  }
}
