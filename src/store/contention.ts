import { setTimeout as wait } from 'node:timers/promises'
import type { Ids } from '../world.ts'
import type { Engine } from './engine.ts'

/** About four seconds in all. */
const attempts = 40
const longestWait = 128

/** Repeats `work`, a little later each time, while another transaction conflicts with it; `work` must be repeatable. */
export const patiently = async <T>(engine: Engine, ids: Ids, work: () => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt === attempts || !engine.contended(error)) throw error
      // Real time, not the injected clock: another process does not wait for a test's clock.
      const [random = 0] = ids.bytes(1)
      await wait(Math.min(longestWait, 2 ** attempt) * (0.5 + random / 256))
    }
  }
}
