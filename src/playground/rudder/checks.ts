import type { Directive, Finding, Mode, Node, RudderState, Rule, Status } from './state.ts'
import { modeOf } from './status.ts'
import { nodesOf } from './targets.ts'

/** One line of what agents report; `skipped` ones belong to a directive that is overridden, and count nowhere. */
export interface Check {
  readonly node: Node
  readonly rule: Rule
  readonly directive: Directive
  readonly component: string
  readonly status: Status | 'skipped'
  readonly message?: string
  readonly overriddenBy?: Rule
}

const hash = (text: string): number => {
  let value = 2166136261
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 16777619)
  return value >>> 0
}

/** What an agent reports where nothing is wrong: mostly already right, at times repaired or not applicable. */
function usual(mode: Mode, seed: number): Status {
  const share = Math.imul(seed ^ (seed >>> 15), 2246822519) >>> 0
  if (mode === 'audit') return share % 20 === 0 ? 'auditNotApplicable' : 'auditCompliant'
  if (share % 16 === 0) return 'successNotApplicable'
  return share % 9 === 0 ? 'successRepaired' : 'successAlreadyOK'
}

const inMode = (status: Status, mode: Mode): Status => {
  if (mode === 'audit' && status === 'error') return 'auditNonCompliant'
  return mode === 'enforce' && (status === 'auditNonCompliant' || status === 'auditError') ? 'error' : status
}

const key = (ruleId: string, directiveId: string, component: string) => `${ruleId}/${directiveId}/${component}`

function findingsOf(state: RudderState): Map<string, Map<string, Finding>> {
  const found = new Map<string, Map<string, Finding>>()
  for (const finding of state.findings) {
    const place = key(finding.ruleId, finding.directiveId, finding.component)
    const nodes = found.get(place) ?? new Map<string, Finding>()
    for (const id of finding.nodeIds) nodes.set(id, finding)
    found.set(place, nodes)
  }
  return found
}

/** How long agents take to run with new policies, in milliseconds: the setting `run_frequency` is in minutes. */
const runEvery = (state: RudderState): number => Number(state.settings.run_frequency ?? 5) * 60_000

/** The one table that every figure is computed from: each component that an enabled rule checks on each of its nodes. */
export function checksOf(state: RudderState, now: number): Check[] {
  const findings = findingsOf(state)
  const byNode = new Map(state.nodes.map((node) => [node.id, node]))
  const byDirective = new Map(state.directives.map((directive) => [directive.id, directive]))
  const seeds = new Map(state.nodes.map((node) => [node.id, hash(node.id)]))
  const checks: Check[] = []
  for (const rule of state.rules.filter((one) => one.enabled)) {
    const fresh = rule.changedAt !== undefined && now < rule.changedAt + runEvery(state)
    const nodes = [...nodesOf(state, rule.targets)].flatMap((id) => byNode.get(id) ?? [])
    for (const directive of rule.directives.flatMap((id) => byDirective.get(id) ?? [])) {
      if (!directive.enabled) continue
      const override = state.overrides.find((one) => one.ruleId === rule.id && one.directiveId === directive.id)
      const winner = state.rules.find((one) => one.id === override?.byRuleId && one.enabled)
      for (const component of directive.components) {
        const place = key(rule.id, directive.id, component)
        const here = findings.get(place)
        const seed = hash(place)
        for (const node of nodes) {
          const line = { node, rule, directive, component }
          const finding = here?.get(node.id)
          if (winner) checks.push({ ...line, status: 'skipped', overriddenBy: winner })
          else if (state.settings.reporting_mode === 'reports-disabled')
            checks.push({ ...line, status: 'reportsDisabled' })
          else if (node.silent) checks.push({ ...line, status: 'noReport' })
          else if (fresh || node.pending) checks.push({ ...line, status: 'applying' })
          else {
            const mode = modeOf(state, directive, node)
            if (finding) checks.push({ ...line, status: inMode(finding.status, mode), message: finding.message })
            else checks.push({ ...line, status: usual(mode, seed ^ (seeds.get(node.id) ?? 0)) })
          }
        }
      }
    }
  }
  return checks
}
