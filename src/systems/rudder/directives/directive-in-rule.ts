import { affects, reachedAlone, reachOf } from '../groups/reach.ts'
import type { Fleet } from '../groups/targets.ts'
import type { Rule } from '../shapes/index.ts'
import { taggedRules } from '../writes/tagged.ts'

/** What it means for nodes that a directive comes into a rule or goes out of it. */
export const directiveInRule = (rule: Rule, directiveId: string, rules: readonly Rule[], fleet: Fleet) => {
  const nodes = reachedAlone(rule, directiveId, rules, fleet)
  return {
    /** The upper bound: what another rule has too is in it, because that rule may go meanwhile. */
    affects: { ...affects(reachOf([rule], fleet), fleet), tagged: taggedRules([rule], [directiveId]) },
    /** The nodes that have it from this rule alone, and how many; null if that can't be told. */
    nodes,
    alone: nodes?.size ?? null,
    /** Whether another enabled rule has it too. */
    elsewhere: rules.some(
      ({ id, enabled, directives }) => id !== rule.id && enabled && directives.includes(directiveId),
    ),
  }
}
