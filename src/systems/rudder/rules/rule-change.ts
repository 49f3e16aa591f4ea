import { type Effect, effectNotes, effectPromise, isNone } from '../directives/effect.ts'
import { readFleet } from '../groups/fleet.ts'
import type { Rule } from '../shapes/index.ts'
import { changing } from '../writes/changing.ts'
import { calledNow } from '../writes/still-there.ts'
import { taggedRules } from '../writes/tagged.ts'
import { readRuleEffect } from './rule-effect.ts'

type RuleApi = Parameters<typeof changing>[0] &
  Parameters<typeof readFleet.all>[0] &
  Parameters<typeof readRuleEffect>[0] & { rule(input: { ruleId: string }): Promise<Rule> }

/** Which rule is to be changed, and why. */
interface RuleEdit {
  readonly rule: { readonly id: string; readonly name: string }
  readonly reason: string | undefined
}

/** What these directives do: all of a rule, or some of them. */
type Active = Pick<Rule, 'directives' | 'status'>

/** A rule that is to be changed, with what every such change needs to know. */
export type RuleChange = Awaited<ReturnType<typeof ruleChange>>

/** Reads a rule that is to be changed, all nodes and groups, and what directives do on nodes. */
export const ruleChange = async (api: RuleApi, { rule: asked, reason }: RuleEdit) => {
  const [{ validation, held, later, automatic, promises }, rule, fleet, { all, directives, off, on }] =
    await Promise.all([changing(api, reason), api.rule({ ruleId: asked.id }), readFleet.all(api), readRuleEffect(api)])
  return {
    rule,
    fleet,
    /** Every directive of the server, with its name. */
    directives,
    later,
    automatic,
    /** The notes that every change of a rule starts with. */
    first: [...held, ...calledNow(asked, rule.displayName)],
    /** What these directives of the rule do on the nodes that the change affects; null if those are not known. */
    on: (nodes: ReadonlySet<string> | null | undefined, active: Active = rule) => {
      const effect: Effect | null = on(active, nodes, fleet)
      const disabled = off(active)
      return {
        effect,
        /** Names of these directives that are disabled. */
        off: disabled,
        /** True if they do nothing on any of the nodes. */
        isIdle: disabled.length === active.directives.length || isNone(effect),
        effectNotes: effectNotes(effect, all),
        /** What every plan of such a change has: which tags count, and what it relies on in the settings. */
        plan: {
          tagged: taggedRules([rule]),
          validation,
          promises: { ...promises, ...effectPromise(effect, all), off: off(rule) },
        },
      }
    },
  }
}
