import { type Status, statuses } from './state.ts'

/** How many checks have each status. */
export type Tally = Partial<Record<Status, number>>

const good: readonly Status[] = [
  'successAlreadyOK',
  'successRepaired',
  'successNotApplicable',
  'auditCompliant',
  'auditNotApplicable',
]

/** Adds one check to a tally. */
export function count(tally: Tally, status: Status): void {
  tally[status] = (tally[status] ?? 0) + 1
}

/** How many checks a tally holds. */
export const total = (tally: Tally): number => Object.values(tally).reduce((sum, one) => sum + one, 0)

const without = (tally: Tally, ...left: Status[]): Tally =>
  Object.fromEntries(Object.entries(tally).filter(([status]) => !left.includes(status as Status)))

/**
 * Shares in units of 10^-precision percent: only those that are not zero, each at least one unit, truncated, and the
 * largest (the last of equals) takes the rest, so that they sum to exactly 100%.
 */
function shares(tally: Tally, precision: number): Map<Status, number> {
  const sum = total(tally)
  const hundred = 100 * 10 ** precision
  const units = new Map<Status, number>()
  for (const status of statuses) {
    const checks = tally[status] ?? 0
    if (checks > 0) units.set(status, Math.max(1, Math.floor((checks * hundred) / sum)))
  }
  let largest: Status | undefined
  for (const [status, value] of units) if (largest === undefined || value >= (units.get(largest) ?? 0)) largest = status
  if (largest !== undefined) {
    const others = [...units].reduce((rest, [status, value]) => (status === largest ? rest : rest + value), 0)
    units.set(largest, hundred - others)
  }
  return units
}

/** `complianceDetails`: percentages that are not zero and sum to 100; `{}` when nothing is checked. */
export function details(tally: Tally, precision = 2): Tally {
  return Object.fromEntries([...shares(tally, precision)].map(([status, units]) => [status, units / 10 ** precision]))
}

/** `compliance`: the percentage that is good, pending checks left out; 0 when nothing is left. */
export function compliance(tally: Tally, precision = 2): number {
  const units = shares(without(tally, 'applying'), precision)
  return good.reduce((sum, status) => sum + (units.get(status) ?? 0), 0) / 10 ** precision
}

/** The global figure: a whole number without pending and disabled reports, or -1 and no details without any report. */
export function globalCompliance(
  tally: Tally,
  precision: number,
  isReported: boolean,
): { compliance: number; complianceDetails?: Tally } {
  if (!isReported) return { compliance: -1 }
  const whole = Math.round(compliance(without(tally, 'reportsDisabled')))
  return { compliance: whole, complianceDetails: details(tally, precision) }
}
