import type { Directive, Mode, Node, RudderState, Rule } from './state.ts'
import { isStopped, nodesOf } from './targets.ts'

/** What a rule does on its nodes, and why not more. */
export interface RuleStatus {
  readonly value: 'In application' | 'Partially applied' | 'Not applied' | 'Disabled'
  readonly details?: string
}

const directivesOf = (state: RudderState, rule: Rule): Directive[] =>
  rule.directives.flatMap((id) => state.directives.find((one) => one.id === id) ?? [])

const isTechniqueOff = (state: RudderState, { techniqueName }: Directive): boolean =>
  state.techniques.some((technique) => technique.id === techniqueName && technique.enabled === false)

/** Whether a directive and its technique are enabled. */
export const isActive = (state: RudderState, directive: Directive): boolean =>
  directive.enabled && !isTechniqueOff(state, directive)

/**
 * The status of a rule, computed as the server does (RuleApplicationStatusService): `enabled` alone does not mean that it is
 * applied, but a rule without directives is said to be `In application` all the same.
 */
export function statusOf(state: RudderState, rule: Rule): RuleStatus {
  const directives = directivesOf(state, rule)
  const off = directives.filter((one) => !isActive(state, one))
  const groupOff = isStopped(state, rule.targets)
  const noNode = nodesOf(state, rule.targets).size === 0
  const reasons = [
    ...(rule.enabled ? [] : ['This rule is disabled. ']),
    ...(rule.targets.length === 0 ? ['Rule unapplied'] : []),
    ...(directives.length === 0 ? ['No policy defined'] : []),
    ...(groupOff ? ['Group disabled'] : []),
    ...(noNode && rule.targets.length > 0 ? ['Empty groups'] : []),
    ...directives.flatMap((one) => [
      ...(one.enabled ? [] : [`Directive '${one.displayName}' disabled`]),
      ...(isTechniqueOff(state, one) ? [`Technique for '${one.displayName}' disabled`] : []),
    ]),
  ]
  const explained = reasons.length > 0 ? { details: reasons.join(', ') } : {}
  if (!rule.enabled) return { value: 'Disabled', ...explained }
  if (noNode || groupOff || (off.length > 0 && directives.length === off.length))
    return { value: 'Not applied', ...explained }
  // Here it calls a directive disabled also where that is its technique.
  if (off.length > 0)
    return {
      value: 'Partially applied',
      details: off.map((one) => `Directive '${one.displayName}' disabled`).join(', '),
    }
  return { value: 'In application' }
}

const globalMode = ({ settings }: RudderState): Mode => (settings.global_policy_mode === 'audit' ? 'audit' : 'enforce')

/** Whether the mode of a directive or a node counts at all. */
const isOverridable = ({ settings }: RudderState): boolean => settings.global_policy_mode_overridable !== false

/**
 * The mode in which a directive runs on a node (PolicyMode.directivePolicyMode): the global one if nothing may override it;
 * else audit of the node, then the mode of the directive, then that of the node, then the global one.
 */
export function modeOf(state: RudderState, directive: Pick<Directive, 'policyMode'>, node?: Node): Mode {
  const standard = globalMode(state)
  if (!isOverridable(state)) return standard
  const own = node?.policyMode ?? 'default'
  if (own === 'audit') return 'audit'
  const first = directive.policyMode === 'default' ? own : directive.policyMode
  return first === 'default' ? standard : first
}

type Own = Directive['policyMode']

/** One mode or `mixed`, where those that have none of their own count as the standard. */
const together = (modes: readonly Own[], standard: Mode): Mode | 'mixed' => {
  const [first = standard, ...rest] = new Set(modes.map((mode) => (mode === 'default' ? standard : mode)))
  return rest.length > 0 ? 'mixed' : first
}

const isDefault = (mode: Own) => mode === 'default'

/**
 * The mode of a rule (ComputePolicyMode.ruleMode): of the modes of its directives and nodes taken together, so it may be `mixed`
 * where in effect nothing is. At level 1 of a tree the server does not read its directives.
 */
export function ruleMode(state: RudderState, rule: Rule, reads: 'directives' | 'no directives' = 'directives') {
  if (!isOverridable(state)) return globalMode(state)
  const onNodes = nodesOf(state, rule.targets)
  const ofNodes = state.nodes.filter(({ id }) => onNodes.has(id)).map(({ policyMode }) => policyMode)
  const ofDirectives = reads === 'directives' ? directivesOf(state, rule).map(({ policyMode }) => policyMode) : []
  return together([ofDirectives, ofNodes].filter((modes) => !modes.every(isDefault)).flat(), globalMode(state))
}

/** The mode of a rule on one node (ComputePolicyMode.ruleModeOnNode). */
export function ruleModeOn(state: RudderState, rule: Rule, node: Node): Mode | 'mixed' {
  const onNode = modeOf(state, { policyMode: 'default' }, node)
  if (!isOverridable(state) || node.policyMode === 'audit') return onNode
  return together(
    directivesOf(state, rule).map(({ policyMode }) => policyMode),
    onNode,
  )
}
