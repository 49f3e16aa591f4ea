import type { RudderState } from 'local-rudder'
import { aimedAt, isOn, isSkipped, modeOn } from './work.ts'

type Rule = RudderState['rules'][number]
type Node = RudderState['nodes'][number]

const minute = 60_000

/** The state that a node is in for a rule, worst first. */
export const standings = [
  'in error',
  'silent',
  'non-compliant',
  'pending',
  'not reporting',
  'compliant',
  'ignored by Rudder',
] as const
export type Standing = (typeof standings)[number]

const keptFor = (state: RudderState): number => {
  const { value } = state.properties.find(({ id }) => id === 'rudder') ?? {}
  const { mode, duration } =
    (value as { compliance_expiration_policy?: { mode?: string; duration?: string } }).compliance_expiration_policy ??
    {}
  const days = /^(\d+) days$/.exec(duration ?? '')?.[1] ?? 0
  return mode === 'keep_last' ? Number(days) * 24 * 60 * minute : 0
}

const every = ({ settings }: RudderState): number => Number(settings.run_frequency) * minute

/** Whether Rudder has no report of a node any more. */
const isUnheard = (state: RudderState, node: Node, now: number): boolean =>
  node.silent && now - node.lastRunAt >= every(state) + 5 * minute + keptFor(state)

/** What is known of one component of a rule on a node. */
const standingOf = (
  state: RudderState,
  rule: Rule,
  node: Node,
  { directive, component, now }: { directive: RudderState['directives'][number]; component: string; now: number },
): Standing => {
  if (state.settings.reporting_mode === 'reports-disabled') return 'not reporting'
  if (isUnheard(state, node, now) || node.state === 'ignored') return 'silent'
  if (node.pending || now - (rule.changedAt ?? Number.NEGATIVE_INFINITY) < every(state)) return 'pending'
  const found = state.findings.findLast(
    (one) =>
      one.ruleId === rule.id &&
      one.directiveId === directive.id &&
      one.component === component &&
      one.nodeIds.includes(node.id),
  )
  if (!found) return 'compliant'
  const audits = modeOn(state, directive, node) === 'audit'
  if (found.status === 'auditNonCompliant' || found.status === 'error') return audits ? 'non-compliant' : 'in error'
  return 'in error'
}

/** Each component that is checked on each node, as the nodes were last told; a disabled rule checks nothing. */
export const checksOf = (stored: RudderState, now: number) => {
  const state = stored.generated ? { ...stored, ...stored.generated } : stored
  return state.rules
    .filter(({ enabled }) => enabled)
    .flatMap((rule) => {
      const directives = state.directives.filter(
        (one) => rule.directives.includes(one.id) && isOn(state, one) && !isSkipped(state, rule, one),
      )
      const nodes = aimedAt(state, rule).filter((node) => node.state !== 'ignored' || state.ignoredAreSilent)
      return nodes.flatMap((node) =>
        directives.flatMap((directive) =>
          directive.components.map((component) => ({
            ruleId: rule.id,
            node,
            standing: standingOf(state, rule, node, { directive, component, now }),
          })),
        ),
      )
    })
}

const longAgo = 6 * 60 * minute + 5 * minute

/** The nodes that are checked for a rule, each with its state: ignored and silent ones are so whatever was reported. */
export const nodesOf = (checks: ReturnType<typeof checksOf>, ruleId: string, now: number): Map<Node, Standing> => {
  const found = new Map<Node, Standing>()
  for (const { node, standing, ruleId: id } of checks) {
    if (id !== ruleId) continue
    const own =
      node.state === 'ignored'
        ? 'ignored by Rudder'
        : node.silent && now - node.lastRunAt > longAgo
          ? 'silent'
          : standing
    const worst = found.get(node) ?? own
    found.set(node, standings.indexOf(own) < standings.indexOf(worst) ? own : worst)
  }
  return found
}

const unknown: readonly Standing[] = ['pending', 'not reporting']

/** The share of checks that are as they should be, among those of which that is known; NaN without any. */
export const shareOf = (checks: ReturnType<typeof checksOf>): number => {
  const known = checks.filter(({ standing }) => !unknown.includes(standing))
  return known.filter(({ standing }) => standing === 'compliant').length / known.length
}
