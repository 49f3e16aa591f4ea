import { UserError } from '../errors.ts'
import { sendingMs } from '../store/proposals.ts'
import type { Clock } from '../world.ts'

/** The confirmations that this process is working on; a stop lets them finish and accepts no more. */
export interface ActiveConfirmations {
  /** Runs a confirmation; throws UserError, and starts nothing, if the process is stopping. */
  run<T>(work: () => Promise<T>): Promise<T>
  /** Accepts no more, and waits for those in progress; at most as long as a write may take. */
  drain(): Promise<void>
}

export const createActiveConfirmations = (clock: Clock): ActiveConfirmations => {
  const all = new Set<Promise<unknown>>()
  let stopping = false
  return {
    run: async (work) => {
      if (stopping) throw new UserError('The bot is being stopped. Nothing was written; confirm again in a minute.')
      const one = work()
      all.add(one)
      return one.finally(() => all.delete(one))
    },
    drain: async () => {
      stopping = true
      const drained = new AbortController()
      const late = clock.sleep(sendingMs, drained.signal).catch(() => {})
      await Promise.race([Promise.allSettled(all), late])
      drained.abort()
    },
  }
}
