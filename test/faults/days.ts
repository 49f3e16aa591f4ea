import { expect } from 'vitest'
import type { Scene } from './scene.ts'

const minute = 60_000
const hour = 60 * minute

/** Half-minutely sweeps for ten minutes, hourly ones for a day and a half; in the end nothing is looked at any more. */
export const sweepForDays = async ({ time, sweep, requests }: Pick<Scene, 'time' | 'sweep' | 'requests'>) => {
  const looks = async (times: number, pause: number) => {
    const before = requests()
    for (let n = 0; n < times; n++) {
      time.pass(pause)
      await sweep()
    }
    return requests() - before
  }
  expect(await looks(20, minute / 2)).toBeGreaterThan(0)
  expect(await looks(24, hour)).toBeGreaterThan(0)
  expect(await looks(12, hour)).toBe(0)
}
