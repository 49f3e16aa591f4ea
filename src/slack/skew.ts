import type { World } from '../world.ts'

/** Slack's clock against ours. */
export interface Skew {
  /** Takes the `Date` of an answer of Slack. */
  heard(date: string | null): void
  /** Reports that something arrived with a time that differs from the bot's. */
  doubt(): void
  /** That the clocks are five minutes apart, in words; undefined if they are not. */
  says(): string | undefined
  /** True if Slack should be asked again what time it is: at most once a minute. */
  isDue(): boolean
}

/** How far they may be apart, in milliseconds: Slack's signatures are valid for that long. */
const mostMs = 5 * 60_000
const againMs = 60_000

/** Remembers how far apart the clocks are, and logs when that starts or stops to matter. */
export const createSkew = ({ clock, log }: Pick<World, 'clock' | 'log'>): Skew => {
  let aheadMs = 0
  let at = Number.NEGATIVE_INFINITY
  let isDoubted = false
  const isOff = (ms: number) => Math.abs(ms) > mostMs
  return {
    heard: (date) => {
      const ms = Date.parse(date ?? '') - clock.now()
      if (Number.isNaN(ms)) return
      if (isOff(ms) !== isOff(aheadMs)) log.warn('slack.clock', { off: isOff(ms), seconds: Math.round(ms / 1000) })
      aheadMs = ms
      at = clock.now()
      isDoubted = false
    },
    doubt: () => {
      isDoubted = true
    },
    says: () => {
      if (!isOff(aheadMs)) return undefined
      const minutes = Math.round(Math.abs(aheadMs) / 60_000)
      return `the clock of this machine is ${minutes} minutes ${aheadMs > 0 ? 'behind' : 'ahead of'} Slack's: set it by NTP`
    },
    isDue: () => (isDoubted || isOff(aheadMs)) && Math.abs(clock.now() - at) >= againMs,
  }
}
