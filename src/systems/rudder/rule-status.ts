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
