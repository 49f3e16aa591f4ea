import { foundStatus, wellStatus } from './agent.ts'
import { effectiveMode } from './mode.ts'
import { type Directive, type Node, policiesOf, type RudderState, type Rule, type Status } from './raw.ts'
import { isStopped, isTargeted } from './targets.ts'

/** One component of one directive of one rule on one node, and what is known of it. */
export interface Check {
  readonly node: Node
  readonly rule: Rule
  readonly directive: Directive
  readonly component: string
  /** `skipped` where another rule overrides the directive: such a check counts nowhere. */
  readonly status: Status | 'skipped'
  readonly message: string | undefined
  readonly by: Rule | undefined
}

const minute = 60_000
const lengths: Readonly<Record<string, number>> = { minute, hour: 60 * minute, day: 24 * 60 * minute }

/** Every how many milliseconds agents run. */
export const runEvery = ({ settings }: RudderState): number => Number(settings.run_frequency ?? 5) * minute

/** Until when the last compliance of a node that does not run is kept. */
const keptUntil = (state: RudderState, node: Node): number => {
  const { value } = state.properties.find(({ id }) => id === 'rudder') ?? {}
  const policy = (value as { compliance_expiration_policy?: { mode?: string; duration?: string } } | undefined)
    ?.compliance_expiration_policy
  if (policy?.mode !== 'keep_last') return 0
  const [many, unit = ''] = (policy.duration ?? '').split(' ')
  const kept = Number(many) * (lengths[unit.replace(/s$/, '')] ?? 0)
  return kept > 0 ? node.lastRunAt + runEvery(state) + 5 * minute + kept : 0
}

/** Whether a directive and its technique are enabled. */
export const isOn = (state: RudderState, directive: Directive): boolean =>
  directive.enabled && state.techniques.every(({ id, enabled }) => id !== directive.techniqueName || enabled !== false)

/** Why no report is known of a node or rule; undefined where agents report. */
const withoutReport = (state: RudderState, now: number, node: Node, rule: Rule): Status | undefined => {
  if (state.settings.reporting_mode === 'reports-disabled') return 'reportsDisabled'
  if (node.state === 'ignored') return 'noReport'
  if (node.silent && now >= keptUntil(state, node)) return 'noReport'
  const isNew = rule.changedAt !== undefined && rule.changedAt + runEvery(state) > now
  return isNew || node.pending ? 'applying' : undefined
}

/** Every check there is: node by node, rule by rule, one component at a time. */
export const checksOn = (state: RudderState, nodes: readonly Node[], now: number): readonly Check[] => {
  const { rules, directives, groups } = policiesOf(state)
  const found = new Map(
    state.findings.flatMap(({ ruleId, directiveId, component, nodeIds, ...finding }) =>
      nodeIds.map((id) => [[ruleId, directiveId, component, id].join('/'), finding] as const),
    ),
  )
  const active = rules
    .filter((rule) => rule.enabled && !isStopped(rule, groups))
    .map((rule) => ({
      rule,
      uses: rule.directives.flatMap((id) => directives.filter((one) => one.id === id && isOn(state, one))),
    }))
  const all: Check[] = []
  for (const node of nodes) {
    if (node.state === 'ignored' && !state.ignoredAreSilent) continue
    for (const { rule, uses } of active) {
      if (!isTargeted(node, rule, groups)) continue
      for (const directive of uses) {
        const override = state.overrides.find((one) => one.ruleId === rule.id && one.directiveId === directive.id)
        const by = rules.find(({ id, enabled }) => enabled && id === override?.byRuleId)
        const missing = withoutReport(state, now, node, rule)
        const mode = effectiveMode(state, directive, node)
        for (const component of directive.components) {
          const place = [rule.id, directive.id, component].join('/')
          const finding = found.get(`${place}/${node.id}`)
          const reported = finding ? foundStatus(mode, finding.status) : wellStatus(mode, place, node.id)
          all.push({
            node,
            rule,
            directive,
            component,
            by,
            status: by ? 'skipped' : (missing ?? reported),
            message: by || missing ? undefined : finding?.message,
          })
        }
      }
    }
  }
  return all
}
