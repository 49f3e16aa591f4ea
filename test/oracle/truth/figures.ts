import type { Check } from './checks.ts'
import type { Status } from './raw.ts'

/** In Rudder's order, which decides who of two equals gets the rest. */
const order: readonly Status[] = [
  ...(['applying', 'successAlreadyOK', 'successRepaired', 'successNotApplicable', 'auditCompliant'] as const),
  ...(['auditNotApplicable', 'auditNonCompliant', 'auditError', 'unexpectedUnknownComponent'] as const),
  ...(['unexpectedMissingComponent', 'noReport', 'reportsDisabled', 'badPolicyMode', 'error'] as const),
]
const well = /^(success|auditCompliant|auditNotApplicable)/

/** What figures are made of: how many checks have which status. */
export type Counted = ReadonlyMap<Status, number>

/** Counts checks; skipped ones are left out. */
export const counted = (checks: Iterable<Check>): Counted => {
  const counts = new Map<Status, number>()
  for (const { status } of checks) if (status !== 'skipped') counts.set(status, (counts.get(status) ?? 0) + 1)
  return counts
}

/** Percentages in hundredths: cut off, none below one hundredth, and the largest (of equals the last) takes the rest. */
const percentages = (counts: Counted): { status: Status; share: number }[] => {
  const all = [...counts.values()].reduce((sum, one) => sum + one, 0)
  const rows = order.flatMap((status) => {
    const checks = counts.get(status) ?? 0
    return checks === 0 ? [] : [{ status, share: Math.max(1, Math.trunc((checks * 10_000) / all)) }]
  })
  const largest = rows.toSorted((a, b) => a.share - b.share).at(-1)
  const spent = rows.reduce((sum, { share }) => sum + share, 0)
  if (largest) largest.share += 10_000 - spent
  return rows
}

const less = (counts: Counted, ...left: readonly Status[]): Counted =>
  new Map([...counts].filter(([status]) => !left.includes(status)))

const goodIn = (counts: Counted): number =>
  percentages(counts).reduce((sum, { status, share }) => (well.test(status) ? sum + share : sum), 0) / 100

/** Rudder's figure: the percentage that is good, pending left out; null where nothing has been reported on. */
export const figureIn = (counts: Counted): number | null =>
  [...counts.keys()].every((status) => status === 'applying' || status === 'reportsDisabled')
    ? null
    : goodIn(less(counts, 'applying'))

/** The whole number for all, pending and disabled reports left out. */
export const overallIn = (counts: Counted): number | null =>
  figureIn(counts) === null ? null : Math.round(goodIn(less(counts, 'applying', 'reportsDisabled')))

/** How many percent of the checks are pending. */
export const pendingIn = (counts: Counted): number =>
  (percentages(counts).find(({ status }) => status === 'applying')?.share ?? 0) / 100

/** `97.3`: to a tenth, where only all is 100 and only none is 0. */
export const tenth = (value: number): number => {
  const rounded = Math.round(value * 10) / 10
  if (value <= 0 || value >= 100) return rounded
  return rounded === 0 ? 0.1 : rounded === 100 ? 99.9 : rounded
}
