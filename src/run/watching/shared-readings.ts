import { createTurn } from '../../systems/elements.ts'
import { createSharing } from '../../systems/sharing.ts'
import type { Clock } from '../../world.ts'

/** What came of a reading; what its owner must do something about, or what couldn't be checked, is not kept. */
interface Read {
  readonly how: string
}

const minuteMs = 60_000
/** How many readings are kept at most. Watches of the same line are taken one after another, so this is plenty. */
const most = 200

/** Reads as far as nobody else has done it. */
export interface Readings {
  of<T extends Read>(key: string, read: (signal: AbortSignal) => Promise<T>): Promise<T>
  /** Yields to the event loop if watches held it for some milliseconds. */
  turn(): Promise<void>
}

/** A reading that nobody else uses; its signal is aborted when it is over. */
export const ownReading: Readings = {
  of: async (_, read) => {
    const over = new AbortController()
    try {
      return await read(over.signal)
    } finally {
      over.abort(new Error('the reading is over'))
    }
  },
  turn: async () => {},
}

/**
 * The same reading within the same minute of the clock is one for all watches. A watch reads once a minute at most, so none
 * ever takes the same reading for two.
 */
export const createSharedReadings = (clock: Pick<Clock, 'now'>): Readings => {
  const sharing = createSharing()
  const kept = new Map<string, Read>()
  const turn = createTurn()
  let newest = 0
  const minute = (): number => {
    const now = Math.floor(clock.now() / minuteMs)
    if (now !== newest) kept.clear()
    newest = now
    return now
  }
  return {
    turn,
    of: async <T extends Read>(key: string, read: (signal: AbortSignal) => Promise<T>): Promise<T> => {
      const began = minute()
      const found = kept.get(key)
      if (found) return found as T
      const answer = await sharing.share(`${began} ${key}`, read)
      if (began !== minute() || answer.how === 'stopped' || answer.how === 'unsure') return answer
      if (kept.size >= most) kept.delete(kept.keys().next().value ?? '')
      kept.set(key, answer)
      return answer
    },
  }
}
