import { affects, reachedAlone, reachOf } from '../groups/reach.ts'
import type { Rule } from '../shapes/index.ts'
import { taggedRules } from '../writes/tagged.ts'
import type { Named } from './applies-to.ts'
import type { RuleChange } from './rule-change.ts'
import { offBecause } from './rule-status.ts'

interface Others {
  /** All rules. */
  readonly rules: readonly Rule[]
  /** The rules that have the directive: Rudder says in their status whether it is disabled. */
  readonly users: readonly Rule[]
  /** True if it does nothing in this rule, because another rule overrides it. */
  readonly isSkipped?: boolean
}

/** What it means for nodes that a directive is put into a rule or removed from it. */
export const directiveInRule = (
  { rule, fleet, on }: RuleChange,
  directive: Named,
  { rules, users, isSkipped = false }: Others,
) => {
  const nodes = reachedAlone(rule, directive.id, rules, fleet)
  const active = { directives: [directive.id], status: users[0]?.status }
  const { off, effect, isIdle, effectNotes, plan } = on(isSkipped ? new Set() : nodes, active)
  const because = off.length > 0 ? offBecause(directive.name, users) : undefined
  return {
    effect,
    effectNotes,
    isIdle,
    /** Why it is off, as it appears after its name; undefined if it is not, as far as the rules tell. */
    because,
    /** The nodes that have it from this rule alone; null if they are not known. */
    alone: nodes,
    /** Whether another enabled rule has it too. */
    elsewhere: rules.some(
      ({ id, enabled, directives }) => id !== rule.id && enabled && directives.includes(directive.id),
    ),
    plan: {
      ...plan,
      // The upper bound: it includes nodes that have it from another rule too, because that rule may be gone by then.
      ...affects(reachOf([rule], fleet), fleet),
      tagged: taggedRules([rule], [directive.id]),
      promises: { ...plan.promises, off: because !== undefined },
    },
  }
}
