import { checkupIfDue } from './doctor/checkup.ts'
import type { Means } from './means.ts'
import { createPresence } from './presence.ts'

/** How often it looks whether there is something to say of itself, and whether a checkup is due, in milliseconds. */
const presenceMs = 5_000
const checkupMs = 30_000

interface Parts {
  /** Whether Slack can be heard just now. */
  readonly hears: () => boolean
  /** The channel of those who run the bot. */
  readonly operators: string | undefined
}

/** What a bot that stays up does about itself, until the signal is aborted: it says that it is there, and has itself looked at daily. */
export const makeRounds = async (means: Means, { hears, operators }: Parts, signal: AbortSignal): Promise<void> => {
  const { clock, log } = means.world
  const presence = createPresence(means, hears)
  const every = async (event: string, ms: number, work: () => Promise<void>): Promise<void> => {
    while (!signal.aborted) {
      await work().catch((error: unknown) => log.warn(event, {}, error))
      await clock.sleep(ms, signal).catch(() => {})
    }
  }
  await Promise.all([
    every('presence', presenceMs, presence.say),
    every('checkup', checkupMs, () => checkupIfDue(means, operators)),
  ])
  await presence.leave().catch((error: unknown) => log.warn('presence', {}, error))
}
