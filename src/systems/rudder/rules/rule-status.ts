import { statesOf } from '../compliance/states.ts'
import type { CompliancePart, Rule } from '../shapes/index.ts'

/** What is really the case with a rule, as Rudder says it: `Partially applied: Directive 'X' disabled`; empty where it does not say. */
export const statusOf = ({ status }: Pick<Rule, 'status'>): string =>
  [status?.value, status?.details?.trim().replace(/\.$/, '')].filter(Boolean).join(': ')

/** Whether an enabled rule is applied in part only, or not at all. */
export const isHalf = ({ enabled, status }: Pick<Rule, 'enabled' | 'status'>): boolean =>
  enabled && status !== undefined && status.value !== 'In application'

/** Whether a rule is applied at all: for one that is not, Rudder tells of compliance as if all its nodes were silent. */
export const isApplied = ({ enabled, status }: Pick<Rule, 'enabled' | 'status'>): boolean =>
  enabled && status?.value !== 'Not applied'

/** Whether something is known of a rule, a directive or a group but that no report came: then nodes do check it. */
export const isReported = (part: Pick<CompliancePart, 'complianceDetails'>): boolean =>
  [...statesOf(part)].some((state) => state !== 'silent')

/**
 * Whether nodes check a rule, as far as its compliance without parts tells: of one that no node checks Rudder says that all
 * are silent. One that was disabled stays on its nodes until policies are generated.
 */
export const mayBeChecked = (
  rule: Pick<Rule, 'enabled' | 'status' | 'directives'> | undefined,
  part: Pick<CompliancePart, 'complianceDetails'>,
): boolean => isReported(part) || (rule !== undefined && isApplied(rule) && rule.directives.length > 0)

/** Why something that is switched off has figures, as it stands after “it is disabled”. */
export const stillChecked = (nodes: number): string =>
  `but ${nodes.toLocaleString('en-US')} ${nodes === 1 ? 'node still checks' : 'nodes still check'} it, until policies are generated`

/**
 * The warning that enabled is not applied, for a rule of which that is so; of one without directives Rudder does not say it.
 * And the one that disabled is not gone, for one that so many nodes check.
 */
export const warningOf = (rule: Pick<Rule, 'enabled' | 'status' | 'directives'>, checkedOn = 0): string | undefined => {
  if (!rule.enabled && checkedOn > 0) return `Warning: the rule is disabled, ${stillChecked(checkedOn)}.`
  if (isHalf(rule)) return `Warning: enabled is not applied. Rudder says: ${statusOf(rule)}.`
  return rule.enabled && rule.directives.length === 0
    ? 'Warning: enabled is not applied. It has no directives, so it does nothing.'
    : undefined
}

const saying = <R extends Pick<Rule, 'status'>>(rules: readonly R[], what: string, name: string): readonly R[] =>
  rules.filter(({ status }) => status?.details?.includes(`${what} '${name}' disabled`))

/** Whether Rudder says of one of these rules that the technique of the directive of this name is disabled. */
export const saysTechniqueOff = (name: string, rules: readonly Pick<Rule, 'status'>[]): boolean =>
  saying(rules, 'Technique for', name).length > 0

/**
 * The same of a directive that is read itself: of a rule that is applied in part Rudder calls it disabled also if its technique
 * is, so of one that is enabled that is what it means.
 */
export const isTechniqueOffFor = (
  { displayName, enabled }: { readonly displayName: string; readonly enabled: boolean },
  rules: readonly Pick<Rule, 'status'>[],
): boolean => saysTechniqueOff(displayName, rules) || (enabled && saying(rules, 'Directive', displayName).length > 0)

/**
 * Why a directive does nothing, as it stands after its name, by what Rudder says of the rules that have it; undefined if it does
 * something, as far as they tell. Of a rule that is applied in part Rudder calls a directive disabled also if its technique is.
 */
export const offBecause = (name: string, rules: readonly Pick<Rule, 'status'>[]): string | undefined => {
  const directive = saying(rules, 'Directive', name)
  const isSure = directive.some(({ status }) => status?.value !== 'Partially applied')
  if (saysTechniqueOff(name, rules))
    return isSure ? 'is disabled, and so is its technique' : 'does nothing, because its technique is disabled'
  if (directive.length === 0) return undefined
  return isSure ? 'is disabled' : "does nothing: it or its technique is disabled, and Rudder doesn't say which"
}
