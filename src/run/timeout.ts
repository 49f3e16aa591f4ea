import type { Clock } from '../world.ts'

/** Something took longer than it was given. */
export class TimedOut extends Error {
  override readonly name = 'TimedOut'
}

/** What `work` gives, or TimedOut after `ms`; the work itself goes on, and its failure is ignored. */
export const withTimeout = async <T>(clock: Clock, ms: number, work: Promise<T>): Promise<T> => {
  const over = new AbortController()
  work.catch(() => {})
  try {
    const late = clock.sleep(ms, over.signal).then(() => {
      throw new TimedOut(`not within ${ms} ms`)
    })
    late.catch(() => {})
    return await Promise.race([work, late])
  } finally {
    over.abort()
  }
}
