import { statesOf } from '../compliance/states.ts'
import type { CompliancePart, Rule } from '../shapes/index.ts'

/** The real status of a rule, as Rudder reports it: `Partially applied: Directive 'X' disabled`; empty if it does not say. */
export const statusOf = ({ status }: Pick<Rule, 'status'>): string =>
  [status?.value, status?.details?.trim().replace(/\.$/, '')].filter(Boolean).join(': ')

/** Whether an enabled rule is applied in part only, or not at all. */
export const isHalf = ({ enabled, status }: Pick<Rule, 'enabled' | 'status'>): boolean =>
  enabled && status !== undefined && status.value !== 'In application'

/** Whether a rule is applied at all: for one that isn't, Rudder reports compliance as if all its nodes were silent. */
export const isApplied = ({ enabled, status }: Pick<Rule, 'enabled' | 'status'>): boolean =>
  enabled && status?.value !== 'Not applied'

/** Whether there is any report about a rule, a directive or a group: then nodes do check it. */
export const isReported = (part: Pick<CompliancePart, 'complianceDetails'>): boolean =>
  [...statesOf(part)].some((state) => state !== 'silent')

/**
 * Whether nodes check a rule, as far as its compliance without parts shows: if no node checks it, Rudder reports that all
 * are silent. A disabled rule stays on its nodes until policies are generated.
 */
export const mayBeChecked = (
  rule: Pick<Rule, 'enabled' | 'status' | 'directives'> | undefined,
  part: Pick<CompliancePart, 'complianceDetails'>,
): boolean => isReported(part) || (rule !== undefined && isApplied(rule) && rule.directives.length > 0)

/** Why something that is disabled has figures, as it appears after “it is disabled”. */
export const stillChecked = (nodes: number): string =>
  `but ${nodes.toLocaleString('en-US')} ${nodes === 1 ? 'node still checks' : 'nodes still check'} it, until policies are generated`

/**
 * The warning that an enabled rule is not applied, which Rudder does not report for one without directives.
 * And the warning that a disabled rule is still checked, by this many nodes.
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

/** Whether Rudder reports, in one of these rules, that the technique of the directive with this name is disabled. */
export const saysTechniqueOff = (name: string, rules: readonly Pick<Rule, 'status'>[]): boolean =>
  saying(rules, 'Technique for', name).length > 0

/**
 * The same for a directive that was read itself. In a partially applied rule Rudder also calls it disabled if its technique
 * is, so for an enabled directive it must be the technique.
 */
export const isTechniqueOffFor = (
  { displayName, enabled }: { readonly displayName: string; readonly enabled: boolean },
  rules: readonly Pick<Rule, 'status'>[],
): boolean => saysTechniqueOff(displayName, rules) || (enabled && saying(rules, 'Directive', displayName).length > 0)

/**
 * Why a directive does nothing, as it appears after its name, by the status of the rules that have it; undefined if it does
 * something, as far as is known. In a partially applied rule Rudder also calls a directive disabled if its technique is.
 */
export const offBecause = (name: string, rules: readonly Pick<Rule, 'status'>[]): string | undefined => {
  const directive = saying(rules, 'Directive', name)
  const isSure = directive.some(({ status }) => status?.value !== 'Partially applied')
  if (saysTechniqueOff(name, rules))
    return isSure ? 'is disabled, and so is its technique' : 'does nothing, because its technique is disabled'
  if (directive.length === 0) return undefined
  return isSure ? 'is disabled' : "does nothing: it or its technique is disabled, and Rudder doesn't say which"
}
