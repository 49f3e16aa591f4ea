import { type Affected, knownReach, type Member, type Reach } from '../reach.ts'

interface Impact {
  /** The only form that a version before read: null is unknown, and nothing countable is 0. */
  readonly nodes?: unknown
  readonly tags?: readonly string[] | null
  readonly reach?: unknown
  /** All that it reaches, if they are few. */
  readonly members?: readonly Member[]
  /** How much it reached when it was confirmed. */
  readonly confirmed?: unknown
}

/** The column `impact` of a proposal: what it reaches, as it is shown. */
export const impactOf = ({ reach, members }: Affected, tags: readonly string[] | null): string =>
  JSON.stringify({
    nodes: reach === 'unknown' ? null : reach === 'none' ? 0 : reach,
    tags,
    reach,
    ...(members && { members }),
  })

/** The same once it is confirmed, with what the plan made then says. */
export const confirmedImpact = (impact: string, confirmed: Reach): string =>
  JSON.stringify({ ...(JSON.parse(impact) as Impact), confirmed })

/** What a stored proposal was shown to reach, in whichever form its version wrote it. */
export const affectedIn = (impact: string): Affected => {
  const { reach, nodes, members } = JSON.parse(impact) as Impact
  return { reach: knownReach(reach ?? nodes), members }
}

/** How much a stored proposal reaches: as it was confirmed or, until then, as it was shown. */
export const reachIn = (impact: string): Reach => {
  const { confirmed } = JSON.parse(impact) as Impact
  return confirmed === undefined ? affectedIn(impact).reach : knownReach(confirmed)
}
