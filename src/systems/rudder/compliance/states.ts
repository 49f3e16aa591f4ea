import type { CompliancePart } from '../shapes/index.ts'

/** The states that a node or rule can be in, worst first; each thing counts once, by its worst. */
export const states = [
  'error',
  'silent',
  'non-compliant',
  'pending',
  'not reporting',
  'compliant',
  'no checks',
  'ignored',
] as const
export type ComplianceState = (typeof states)[number]

/** Rudder's 14 keys (ComplianceLevel.scala), each by the state that it makes of a node. */
const keys: Readonly<Record<string, ComplianceState>> = {
  error: 'error',
  unexpectedUnknownComponent: 'error',
  unexpectedMissingComponent: 'error',
  badPolicyMode: 'error',
  auditError: 'error',
  noReport: 'silent',
  auditNonCompliant: 'non-compliant',
  applying: 'pending',
  reportsDisabled: 'not reporting',
  successAlreadyOK: 'compliant',
  successRepaired: 'compliant',
  successNotApplicable: 'compliant',
  auditCompliant: 'compliant',
  auditNotApplicable: 'compliant',
}

/** The worst state of the details; an unknown key counts as an error, and no key as `no checks`. */
export const worst = ({ complianceDetails }: Pick<CompliancePart, 'complianceDetails'>): ComplianceState => {
  let at = states.indexOf('no checks')
  for (const key in complianceDetails)
    if ((complianceDetails[key] ?? 0) > 0) at = Math.min(at, states.indexOf(keys[key] ?? 'error'))
  return states[at] ?? 'no checks'
}

/** All states in the details. */
export const statesOf = ({
  complianceDetails,
}: Pick<CompliancePart, 'complianceDetails'>): ReadonlySet<ComplianceState> =>
  new Set(Object.entries(complianceDetails).flatMap(([key, percent]) => (percent > 0 ? [keys[key] ?? 'error'] : [])))

/** How many are in each state. */
export const stateCounts = (parts: Iterable<ComplianceState>): Readonly<Record<ComplianceState, number>> => {
  const counts = Object.fromEntries(states.map((state) => [state, 0])) as Record<ComplianceState, number>
  for (const state of parts) counts[state] += 1
  return counts
}

/** The same of parts that are read one by one; none of them is kept. */
export const tallyEach = async <P extends Pick<CompliancePart, 'complianceDetails'>>(
  parts: AsyncIterable<P>,
  stateOf: (part: P) => ComplianceState = worst,
): Promise<Readonly<Record<ComplianceState, number>>> => {
  const counts: Record<ComplianceState, number> = { ...stateCounts([]) }
  for await (const part of parts) counts[stateOf(part)] += 1
  return counts
}

/** The states as they are shown, worst first. */
export const stateWords: readonly (readonly [ComplianceState, string])[] = [
  ['error', 'In error'],
  ['silent', 'Silent (no report)'],
  ['non-compliant', 'Non-compliant (audit)'],
  ['pending', 'Pending'],
  ['not reporting', 'Reports switched off'],
  ['compliant', 'Fully compliant'],
  ['no checks', 'Without any check'],
  ['ignored', 'Ignored by Rudder'],
]

const spoken: Readonly<Partial<Record<ComplianceState, string>>> = {
  error: 'in error',
  'no checks': 'without any check',
  ignored: 'ignored by Rudder',
}

/** `in error`: a state as it appears after “nodes”. */
export const spokenState = (state: ComplianceState): string => spoken[state] ?? state

/** `19 in error, 22 compliant`, worst first, without the zeros; `only` some of the states. */
export const countsInWords = (
  counts: Readonly<Record<ComplianceState, number>>,
  only: readonly ComplianceState[] = states,
): string =>
  states
    .filter((state) => only.includes(state) && counts[state] > 0)
    .map((state) => `${counts[state]} ${spokenState(state)}`)
    .join(', ') || 'none'

/** Rudder's percentage, or null if it means nothing: no check, or none that has been reported on. */
export const figureOf = ({
  compliance,
  complianceDetails,
}: Pick<CompliancePart, 'compliance' | 'complianceDetails'>) =>
  Object.keys(complianceDetails).every((key) => keys[key] === 'pending' || keys[key] === 'not reporting')
    ? null
    : compliance

/** `97.3%`: to a tenth; 100% and 0% only if they are exact. */
export const percent = (value: number): string => {
  const tenths = Math.round(value * 10) / 10
  return `${value > 0 && value < 100 ? Math.min(99.9, Math.max(0.1, tenths)) : tenths}%`
}

/** The figure in words: `97.3% compliant, 12% of its checks pending`, or why there is none. */
export const figureWords = (part: Pick<CompliancePart, 'compliance' | 'complianceDetails'>): string => {
  const pending = figureOf(part) === null ? 0 : (part.complianceDetails.applying ?? 0)
  return figureAlone(part) + (pending > 0 ? `, ${percent(pending)} of its checks pending` : '')
}

/** The same without the pending checks, to be followed by how many nodes are pending. */
export const figureAlone = (part: Pick<CompliancePart, 'compliance' | 'complianceDetails'>): string => {
  const figure = figureOf(part)
  if (figure !== null) return `${percent(figure)} compliant`
  if (statesOf(part).has('pending')) return 'no figure yet'
  return worst(part) === 'not reporting' ? 'no figure (reports are switched off)' : 'no figure (nothing is checked)'
}
