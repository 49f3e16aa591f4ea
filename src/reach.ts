/**
 * What a write affects: a count of its system's unit; `unknown`, which is over every limit; or `none`, if nothing can be
 * counted: then no limit of reach applies, and tags still count.
 */
export type Reach = number | 'unknown' | 'none'

/** What the writes of a system affect, as it is counted: 1 node, 41 nodes. */
export interface ReachUnit {
  readonly one: string
  readonly many: string
  /** Stands between what is done and how many: `Disable on 41 nodes`. Without it: `Archive 3 queries`. */
  readonly preposition?: string
}

/** The reach as stated, if it is one; anything else, such as a count that is no number, is unknown. */
export const knownReach = (reach: unknown): Reach => {
  if (reach === 'none') return reach
  return typeof reach === 'number' && reach >= 0 && reach < Number.POSITIVE_INFINITY ? reach : 'unknown'
}
