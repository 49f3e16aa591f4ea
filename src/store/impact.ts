import { type Affected, knownReach, type Member, type Reach } from '../reach.ts'

interface Impact {
  /** The only form that the previous version read: null is unknown, and nothing countable is 0. */
  readonly nodes?: unknown
  readonly tags?: readonly string[] | null
  readonly reach?: unknown
  /** All objects that it affects, if they are few. */
  readonly members?: readonly Member[]
  /** How much it affected when it was confirmed. */
  readonly confirmed?: unknown
}

/** The column `impact` of a proposal: what it affects, as it is shown. */
export const impactOf = ({ reach, members }: Affected, tags: readonly string[] | null): string =>
  JSON.stringify({
    nodes: reach === 'unknown' ? null : reach === 'none' ? 0 : reach,
    tags,
    reach,
    ...(members && { members }),
  })

/** The same once it is confirmed, with the reach of the plan made then. */
export const confirmedImpact = (impact: string, confirmed: Reach): string =>
  JSON.stringify({ ...(JSON.parse(impact) as Impact), confirmed })

/** What a stored proposal was shown to affect, in whichever form its version wrote it. */
export const affectedIn = (impact: string): Affected => {
  const { reach, nodes, members } = JSON.parse(impact) as Impact
  return { reach: knownReach(reach ?? nodes), members }
}

/** How much a stored proposal affects: as it was confirmed or, until then, as it was shown. */
export const reachIn = (impact: string): Reach => {
  const { confirmed } = JSON.parse(impact) as Impact
  return confirmed === undefined ? affectedIn(impact).reach : knownReach(confirmed)
}
