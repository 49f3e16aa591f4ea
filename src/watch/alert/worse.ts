import type { Severities } from './alert.ts'

/** How bad one comparison is at a reading: more is worse, and 0 or more if it holds. */
export interface Severity {
  readonly bad: number
  readonly holds: boolean
}

/** How much worse something is than people know: it passed a step of the watch, or is at least twice as bad. */
export type Worse = 'step' | 'double'

/** What is known after a reading. A comparison counts from when it first held; one without a figure stays as it was. */
export const knownAfter = (before: Severities, read: readonly (Severity | null)[]): Severities =>
  read.map((one, at) => {
    const known = before[at] ?? null
    return one !== null && (one.holds || known !== null) ? one.bad : known
  })

/** How much worse it is now than when people last heard of it; undefined if it isn't. `steps` are severities. */
export const worseThan = (told: Severities, now: Severities, steps: readonly number[]): Worse | undefined => {
  const isDouble = now.some((after, at) => {
    const before = told[at] ?? null
    return before !== null && after !== null && after > before && after >= 2 * before
  })
  if (isDouble) return 'double'
  const isStep = now.some((after, at) => {
    const before = told[at] ?? null
    if (after === null) return false
    // Something else is bad now, too.
    return before === null || steps.some((step) => before < step && after >= step)
  })
  return isStep ? 'step' : undefined
}

const pairs = (told: Severities, now: Severities): readonly (readonly [told: number, now: number | null])[] =>
  told.flatMap((one, at) => (one === null ? [] : [[one, now[at] ?? null] as const]))

/** True if everything is half as bad as people know, or less. */
export const isBetter = (told: Severities, now: Severities): boolean => {
  const known = pairs(told, now).filter(([before]) => before > 0)
  return known.length > 0 && known.every(([before, after]) => after !== null && after <= before / 2)
}

/** What people know once they heard that it is better: at least half of what they knew, so that a little up is no news. */
export const toldBetter = (told: Severities, now: Severities): Severities =>
  told.map((one, at) => (one === null ? null : Math.max(one / 2, now[at] ?? 0)))

/** What people know once they heard how bad it is. */
export const worstOf = (told: Severities, now: Severities): Severities =>
  now.map((one, at) => {
    const before = told[at] ?? null
    if (one === null) return before
    return before === null ? one : Math.max(before, one)
  })
