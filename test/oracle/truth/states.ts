import { type Check, runEvery } from './checks.ts'
import type { Node, RudderState, Status } from './raw.ts'

/** The states of nodes, worst first. */
export const states = [
  ...(['error', 'silent', 'non-compliant', 'pending'] as const),
  ...(['not reporting', 'compliant', 'no checks', 'ignored'] as const),
] as const
export type State = (typeof states)[number]

/** What one check makes of its node. */
export const stateOf = (status: Status | 'skipped'): State => {
  if (status === 'applying') return 'pending'
  if (status === 'noReport') return 'silent'
  if (status === 'reportsDisabled') return 'not reporting'
  if (status === 'auditNonCompliant') return 'non-compliant'
  if (status === 'skipped') return 'no checks'
  return /^(success|auditCompliant|auditNotApplicable)/.test(status) ? 'compliant' : 'error'
}

/** The worst of what these checks make of a node. */
export const worstOf = (checks: Iterable<Check>): State => {
  const found = new Set([...checks].map(({ status }) => stateOf(status)))
  return states.find((state) => found.has(state)) ?? 'no checks'
}

const minute = 60_000

/** Minutes since a node ran; those that run did so within the last interval. */
const sinceRun = (node: Node, now: number): number =>
  node.silent ? (now - Math.floor(node.lastRunAt / 1_000) * 1_000) / minute : 0

/** Minutes after which a node is late, and after which it counts as silent whatever its reports say. */
export const limitsOf = (state: RudderState): { readonly late: number; readonly silent: number } => {
  const late = (2 * runEvery(state)) / minute + 5
  return { late, silent: Math.max(late, 6 * 60 + 5) }
}

/** The state of a node, or of what is checked on it: ignored or without runs before anything that it said. */
export const nodeState = (state: RudderState, now: number, node: Node, checks: Iterable<Check>): State => {
  if (node.state === 'ignored') return 'ignored'
  return sinceRun(node, now) > limitsOf(state).silent ? 'silent' : worstOf(checks)
}

/** Whether a node last ran longer ago than it should, and not so long that it is silent for that alone. */
export const isLate = (state: RudderState, now: number, node: Node): boolean => {
  const since = sinceRun(node, now)
  return node.state !== 'ignored' && since > limitsOf(state).late && since <= limitsOf(state).silent
}
