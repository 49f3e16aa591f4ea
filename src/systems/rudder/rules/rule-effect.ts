import { type Effect, effectOn } from '../directives/effect.ts'
import { type GlobalMode, type OwnMode, ownMode, readGlobalMode } from '../directives/modes.ts'
import type { Fleet } from '../groups/targets.ts'
import { gather } from '../reads/gather.ts'
import type { CompliancePart, Rule } from '../shapes/index.ts'
import type { SettingsApi } from '../shapes/settings.ts'

interface EffectApi extends SettingsApi {
  directivesCompliance(input: { query: { level: 1 } }): AsyncIterable<CompliancePart>
}

/** What a rule does on nodes, and which of its directives do nothing. */
export interface RuleEffect {
  readonly all: GlobalMode
  readonly directives: readonly { readonly id: string; readonly name: string }[]
  /** Names of the directives of a rule that are disabled. */
  off(rule: RuleNow): readonly string[]
  /** Null if the nodes are not known. */
  on(rule: RuleNow, nodes: ReadonlySet<string> | null | undefined, fleet: Fleet): Effect | null
}

type RuleNow = Pick<Rule, 'directives' | 'status'>

/** Reads what determines the effect of rules on nodes: the global mode, and directives without their parameters. */
export const readRuleEffect = async (api: EffectApi): Promise<RuleEffect> => {
  const [all, directives] = await Promise.all([
    readGlobalMode(api),
    gather(api.directivesCompliance({ query: { level: 1 } })),
  ])
  const known = new Map(directives.map((part) => [part.id, part]))
  const isOff = ({ status }: RuleNow, id: string) => isOffIn(status?.details ?? '', known.get(id)?.name ?? id)
  return {
    all,
    directives: directives.map(({ id, name }) => ({ id, name })),
    off: (rule) => rule.directives.filter((id) => isOff(rule, id)).map((id) => known.get(id)?.name ?? id),
    on: (rule, nodes, fleet) => {
      if (!nodes || fleet.limit !== undefined) return null
      const active = rule.directives.filter((id) => !isOff(rule, id))
      return effectOn(
        nodes,
        active.map((id) => possible(known.get(id)?.policyMode, all)),
        fleet,
        all,
      )
    },
  }
}

/** Read from the status of the rule, because the directive itself would come with its parameters. */
const isOffIn = (details: string, name: string): boolean =>
  details.includes(`Directive '${name}' disabled`) || details.includes(`Technique for '${name}' disabled`)

/** Older servers report the mode that a directive has of its own, newer ones that combined with the global mode. */
const possible = (reported: string | undefined, { standard }: GlobalMode): readonly OwnMode[] => {
  if (reported === undefined) return ['default', 'audit', 'enforce']
  const own = ownMode(reported)
  return own === standard ? [own, 'default'] : [own]
}
