import type { Directive, Mode, Node, RudderState, Rule } from './state.ts'
import { nodesOf } from './targets.ts'

/** What a rule does on its nodes, and why not more. */
export interface RuleStatus {
  readonly value: 'In application' | 'Partially applied' | 'Not applied' | 'Disabled'
  readonly details?: string
}

const directivesOf = (state: RudderState, rule: Rule): Directive[] =>
  rule.directives.flatMap((id) => state.directives.find((one) => one.id === id) ?? [])

const names = (rule: Rule): string[] => JSON.stringify(rule.targets).match(/group:[^"]+/g) ?? []

/**
 * The status of a rule, computed as the server does (RuleApplicationStatusService): `enabled` alone does not mean that it is
 * applied, but a rule without directives is said to be `In application` all the same.
 */
export function statusOf(state: RudderState, rule: Rule): RuleStatus {
  const directives = directivesOf(state, rule)
  const off = directives.filter((one) => !one.enabled).map((one) => `Directive '${one.displayName}' disabled`)
  const groups = names(rule).map((name) => state.groups.find((one) => `group:${one.id}` === name))
  const groupOff = groups.some((one) => one && !one.enabled)
  const noNode = nodesOf(state, rule.targets).size === 0
  const reasons = [
    ...(rule.enabled ? [] : ['This rule is disabled. ']),
    ...(rule.targets.length === 0 ? ['Rule unapplied'] : []),
    ...(directives.length === 0 ? ['No policy defined'] : []),
    ...(groupOff ? ['Group disabled'] : []),
    ...(noNode && !groupOff && rule.targets.length > 0 ? ['Empty groups'] : []),
    ...off,
  ]
  const explained = reasons.length > 0 ? { details: reasons.join(', ') } : {}
  if (!rule.enabled) return { value: 'Disabled', ...explained }
  if (noNode || (off.length > 0 && directives.length === off.length)) return { value: 'Not applied', ...explained }
  if (off.length > 0) return { value: 'Partially applied', details: off.join(', ') }
  return { value: 'In application' }
}

/** The mode in which a directive runs on a node: audit wins over enforce, and both over the global mode. */
export function modeOf(state: RudderState, directive: Directive, node?: Node): Mode {
  const modes = [directive.policyMode, node?.policyMode ?? 'default']
  if (modes.includes('audit')) return 'audit'
  return modes.includes('enforce') || state.settings.global_policy_mode !== 'audit' ? 'enforce' : 'audit'
}

/** The mode of a rule, from its directives: one mode, or mixed. */
export function ruleMode(state: RudderState, rule: Rule): Mode | 'mixed' {
  const modes = new Set(directivesOf(state, rule).map((one) => modeOf(state, one)))
  if (modes.size > 1) return 'mixed'
  return [...modes][0] ?? (state.settings.global_policy_mode === 'audit' ? 'audit' : 'enforce')
}
