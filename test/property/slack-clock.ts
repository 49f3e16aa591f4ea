import { setTimeout as rest, setImmediate as soon } from 'node:timers/promises'
import type { Clock } from '../../src/world.ts'
import { createSleepers } from '../sleepers.ts'

/** Time that a test moves, shared by everybody who is given it. */
export interface Flow {
  readonly clock: Clock
  /** Moves the time on and wakes in order whoever sleeps until then. */
  advance(milliseconds: number): Promise<void>
  /** Lets time flow while something is awaited, and no longer than so many milliseconds of it; true where it ended. */
  until(work: Promise<unknown>, most?: number): Promise<boolean>
}

const stepMs = 100
const longMs = 30_000

/** Time that stands still but where it is moved; kept in `time`, which others may read, and told to `moved`. */
export const flow = (time: { now: number }, moved: (now: number) => void = () => {}): Flow => {
  const sleepers = createSleepers(() => time.now)
  const advance = async (milliseconds: number): Promise<void> => {
    const end = time.now + milliseconds
    // Long times pass in leaps: who looks every second is not woken for each of them.
    const leap = milliseconds > longMs ? milliseconds / 5 : 0
    for (let next = sleepers.next(end); next !== undefined; next = sleepers.next(end)) {
      if (next.until > time.now) time.now = Math.min(end, Math.max(next.until, time.now + leap))
      next.wake()
      await soon()
    }
    time.now = Math.max(time.now, end)
    moved(time.now)
    await soon()
  }
  return {
    clock: { now: () => time.now, sleep: sleepers.sleep },
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
