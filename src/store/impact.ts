import { knownReach, type Reach } from '../reach.ts'

/**
 * The column `impact` of a proposal. Beside `reach` it has `nodes`, the only form that the version before reads: there
 * null is unknown, and nothing countable is 0.
 */
export const impactOf = (reach: Reach, tags: readonly string[] | null): string =>
  JSON.stringify({ nodes: reach === 'unknown' ? null : reach === 'none' ? 0 : reach, tags, reach })

/** What a stored proposal reaches, in whichever form its version wrote it. */
export const reachIn = (impact: string): Reach => {
  const { reach, nodes } = JSON.parse(impact) as { readonly reach?: unknown; readonly nodes?: unknown }
  return knownReach(reach ?? nodes)
}
