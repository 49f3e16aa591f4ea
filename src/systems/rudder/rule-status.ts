import type { Rule } from './shapes/index.ts'

/** What is really the case with a rule, as Rudder says it: `Partially applied: Directive 'X' disabled`; empty where it does not say. */
export const statusOf = ({ status }: Pick<Rule, 'status'>): string =>
  [status?.value, status?.details?.trim().replace(/\.$/, '')].filter(Boolean).join(': ')

/** Whether an enabled rule is applied in part only, or not at all. */
export const isHalf = ({ enabled, status }: Pick<Rule, 'enabled' | 'status'>): boolean =>
  enabled && status !== undefined && status.value !== 'In application'

/** Whether a rule is applied at all: for one that is not, Rudder tells of compliance as if all its nodes were silent. */
export const isApplied = ({ enabled, status }: Pick<Rule, 'enabled' | 'status'>): boolean =>
  enabled && status?.value !== 'Not applied'

/** The warning that enabled is not applied, for a rule of which that is so; of one without directives Rudder does not say it. */
export const warningOf = (rule: Pick<Rule, 'enabled' | 'status' | 'directives'>): string | undefined => {
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
