/** Chance that comes again from the same seed. */
export interface Chance {
  /** From 0 up to and without 1. */
  next(): number
  /** A whole number from 0 up to and without `below`. */
  below(below: number): number
  /** One of them, the heavier the likelier. */
  pick<T>(some: readonly (readonly [weight: number, one: T])[]): T
  /** The same in another order. */
  shuffled<T>(some: readonly T[]): T[]
}

/** Mulberry32: small, and good enough to pick what happens next. */
export const createChance = (seed: number): Chance => {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (most: number) => Math.floor(next() * most)
  return {
    next,
    below,
    pick: (some) => {
      let left = next() * some.reduce((sum, [weight]) => sum + weight, 0)
      for (const [weight, one] of some) {
        left -= weight
        if (left < 0) return one
      }
      throw new Error('nothing to pick from')
    },
    shuffled: (some) => {
      const all = [...some]
      for (let at = all.length - 1; at > 0; at--) {
        const other = below(at + 1)
        const [left, right] = [all[at], all[other]]
        if (left !== undefined && right !== undefined) [all[at], all[other]] = [right, left]
      }
      return all
    },
  }
}
