/**
 * What a write affects: a count of its system's unit; `unknown`, which is over every limit; or `none`, if nothing can be
 * counted: then no limit of reach applies, and tags still count.
 */
export type Reach = number | 'unknown' | 'none'

/** One of those that a write affects. */
export interface Member {
  readonly id: string
  readonly name: string
}

/** What a write affects, and which these are if they are few. */
export interface Affected {
  readonly reach: Reach
  readonly members?: readonly Member[] | undefined
}

/** How many may be named: of so few the very set is what a confirmation is bound to. */
export const mostMembers = 10

/** How much a reach may grow between question and confirmation: one for each 50, which is 2% rounded down. */
const grown = (shown: number): number => shown + Math.floor(shown / 50)

/**
 * Those that a write would affect beyond what was shown; `more` if only the number shows it; undefined if it affects no more
 * than it may. A count that is not known any more is more.
 */
export const beyond = (shown: Affected, now: Affected): readonly Member[] | 'more' | undefined => {
  if (shown.members !== undefined && now.members !== undefined) {
    const known = new Set(shown.members.map(({ id }) => id))
    const others = now.members.filter(({ id }) => !known.has(id))
    return others.length > 0 ? others : undefined
  }
  if (shown.reach === 'unknown' || shown.reach === now.reach) return undefined
  if (typeof shown.reach !== 'number' || typeof now.reach !== 'number') return 'more'
  return now.reach > grown(shown.reach) ? 'more' : undefined
}

/** What the writes of a system affect, as it is counted: 1 node, 41 nodes. */
export interface ReachUnit {
  readonly one: string
  readonly many: string
  /** Comes between what is done and how many: `Disable on 41 nodes`. Without it: `Archive 3 queries`. */
  readonly preposition?: string
}

/** The reach as stated, if it is one; anything else, such as a count that is no number, is unknown. */
export const knownReach = (reach: unknown): Reach => {
  if (reach === 'none') return reach
  return typeof reach === 'number' && reach >= 0 && reach < Number.POSITIVE_INFINITY ? reach : 'unknown'
}
