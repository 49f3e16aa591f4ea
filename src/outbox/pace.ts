/** Slack takes about one message a second in a conversation, in milliseconds. */
const everyMs = 1_000
/** After so long without a message, some may go at once again, in milliseconds. */
const quietMs = 3_000

/** In which conversations messages go a second apart, because Slack limited one there. */
export interface Pace {
  /** Slack takes nothing there before this. */
  limited(channel: string, from: number): void
  /** A message was sent there. */
  sent(channel: string, now: number): void
  /** True while its messages go a second apart. */
  isSlow(channel: string): boolean
  /** The conversations where nothing is to be sent now. */
  waiting(now: number): readonly string[]
  /** In how many milliseconds the first of them may have the next one; `most` if that is later, or none waits. */
  nextIn(now: number, most: number): number
}

/**
 * The pace of one process. Until Slack limits a conversation, it takes some messages at once, and an answer that is split
 * in two need not wait; from then on each message too early would be one more call in vain.
 */
export const createPace = (): Pace => {
  const next = new Map<string, number>()
  const later = (now: number) => [...next].filter(([, from]) => from > now)
  return {
    limited: (channel, from) => void next.set(channel, from),
    sent: (channel, now) => {
      if (next.has(channel)) next.set(channel, now + everyMs)
    },
    isSlow: (channel) => next.has(channel),
    waiting: (now) => {
      for (const [channel, from] of next) if (now > from + quietMs) next.delete(channel)
      return later(now).map(([channel]) => channel)
    },
    nextIn: (now, most) => Math.min(most, ...later(now).map(([, from]) => from - now)),
  }
}
