import { inject } from 'vitest'

/** What a run of the tests is for: `quick` (npm test) while one works, `full` (npm run test:full) before anything is merged. */
export type Suite = 'quick' | 'full'

declare module 'vitest' {
  interface ProvidedContext {
    /** The suite that runs; use `runs` or `some`. */
    suite: Suite
  }
}

/** Tells whether all of it runs, not only a part. */
export const isFull = (): boolean => inject('suite') === 'full'

/** How many times a property is tried: RUNS times if that is set, else as the suite says; throws unless `quick` is the smaller one. */
export const runs = (quick: number, full: number): number => {
  if (!(quick >= 1 && quick <= full)) throw new Error(`${quick} runs in the quick suite, ${full} in the full one`)
  return Number(process.env.RUNS ?? (isFull() ? full : quick))
}

/** All cases in the full suite; in the quick one `quick` of them, spread from the first to the last. */
export const some = <T>(quick: number, cases: readonly T[]): readonly T[] => {
  if (isFull() || quick >= cases.length) return cases
  const step = (cases.length - 1) / Math.max(1, quick - 1)
  return Array.from({ length: quick }, (_, n) => cases[Math.round(n * step)] as T)
}
