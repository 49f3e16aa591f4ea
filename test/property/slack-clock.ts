import { setTimeout as rest, setImmediate as soon } from 'node:timers/promises'
import type { Clock } from '../../src/world.ts'

/** Time that a test moves, shared by everybody who is given it. */
export interface Flow {
  readonly clock: Clock
  /** Moves the time on and wakes in order whoever sleeps until then. */
  advance(milliseconds: number): Promise<void>
  /** Lets time flow while something is awaited, and no longer than so many milliseconds of it; true where it ended. */
  until(work: Promise<unknown>, most?: number): Promise<boolean>
}

interface Sleeper {
  readonly until: number
  readonly wake: () => void
}

const stepMs = 100
const longMs = 30_000

/** Time that stands still but where it is moved; kept in `time`, which others may read, and told to `moved`. */
export const flow = (time: { now: number }, moved: (now: number) => void = () => {}): Flow => {
  const sleepers = new Set<Sleeper>()
  const sleep = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      signal?.throwIfAborted()
      if (milliseconds <= 0) return resolve()
      const abort = () => {
        sleepers.delete(sleeper)
        reject(signal?.reason)
      }
      const wake = () => {
        signal?.removeEventListener('abort', abort)
        resolve()
      }
      const sleeper: Sleeper = { until: time.now + Math.ceil(milliseconds), wake }
      sleepers.add(sleeper)
      signal?.addEventListener('abort', abort, { once: true })
    })
  const advance = async (milliseconds: number): Promise<void> => {
    const end = time.now + milliseconds
    // Long times pass in leaps: who looks every second is not woken for each of them.
    const leap = milliseconds > longMs ? milliseconds / 5 : 0
    const due = () => [...sleepers].filter(({ until }) => until <= end).sort((a, b) => a.until - b.until)
    for (let [next] = due(); next !== undefined; [next] = due()) {
      if (next.until > time.now) time.now = Math.min(end, Math.max(next.until, time.now + leap))
      sleepers.delete(next)
      next.wake()
      await soon()
    }
    time.now = Math.max(time.now, end)
    moved(time.now)
    await soon()
  }
  return {
    clock: { now: () => time.now, sleep },
    advance,
    until: async (work, most = Number.POSITIVE_INFINITY) => {
      let done = false
      const ended = work.then(
        () => {
          done = true
        },
        () => {
          done = true
        },
      )
      // Quick work takes no time; what waits for the time has it flow.
      for (let turns = 0; turns < 40 && !done; turns++) await soon()
      for (const end = time.now + most; !done && time.now < end; ) {
        await Promise.race([rest(1), ended])
        if (!done) await advance(stepMs)
      }
      if (done) await work
      return done
    },
  }
}
