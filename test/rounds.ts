import { setImmediate, setTimeout } from 'node:timers/promises'

/** For how many looks in a row nothing may have happened: each lets the event loop turn, and everything is on this machine. */
const quiet = 8
const turns = 8

/** A local system that can keep requests. */
interface Held {
  readonly faults: { hold: ((method: string, path: string) => Promise<void>) | undefined }
}

/** Counts how often these servers must be asked one after another. */
export interface Rounds {
  /** What the work gives, and the requests of each round: all that were made before any of them was answered. */
  during<T>(work: () => Promise<T>): Promise<{ readonly value: T; readonly rounds: readonly (readonly string[])[] }>
}

/** Holds every request until no new one comes, and then lets all of them go together. */
export const roundsOf = (locals: readonly Held[]): Rounds => {
  let held: { readonly what: string; readonly release: () => void }[] = []
  let over = false

  const settled = async (): Promise<void> => {
    for (let calm = 0, before = held.length; calm < quiet && !over; calm += 1) {
      for (let n = 0; n < turns; n += 1) await setImmediate()
      await setTimeout(2)
      if (held.length !== before || held.length === 0) calm = -1
      before = held.length
    }
  }
  const counting = async (): Promise<readonly (readonly string[])[]> => {
    const rounds: string[][] = []
    for (;;) {
      await settled()
      if (over) return rounds
      rounds.push(held.map(({ what }) => what))
      const all = held
      held = []
      for (const { release } of all) release()
    }
  }

  return {
    during: async (work) => {
      over = false
      for (const { faults } of locals)
        faults.hold = (method, path) =>
          new Promise((release) => {
            held.push({ what: `${method} ${path.replace(/^.*\/api\//, '')}`, release })
          })
      try {
        const rounds = counting()
        const value = await work().finally(() => {
          over = true
        })
        return { value, rounds: await rounds }
      } finally {
        for (const { faults } of locals) faults.hold = undefined
        for (const { release } of held.splice(0)) release()
      }
    },
  }
}
