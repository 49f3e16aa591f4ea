/** Somebody who sleeps until a time, in milliseconds. */
interface Sleeper {
  readonly until: number
  readonly wake: () => void
}

/** Those who sleep by a clock that a test moves. */
export const createSleepers = (now: () => number) => {
  const sleepers = new Set<Sleeper>()
  return {
    sleep: (milliseconds: number, signal?: AbortSignal): Promise<void> =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted()
        if (milliseconds <= 0) return resolve()
        const abort = () => {
          sleepers.delete(sleeper)
          reject(signal?.reason)
        }
        const wake = () => {
          sleepers.delete(sleeper)
          signal?.removeEventListener('abort', abort)
          resolve()
        }
        const sleeper: Sleeper = { until: now() + Math.ceil(milliseconds), wake }
        sleepers.add(sleeper)
        signal?.addEventListener('abort', abort, { once: true })
      }),
    /** Who is to be woken next, if that is not after `end`. */
    next: (end: number): Sleeper | undefined =>
      [...sleepers].filter(({ until }) => until <= end).sort((a, b) => a.until - b.until)[0],
  }
}
