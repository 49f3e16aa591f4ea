import { generated } from './generation.ts'
import type { Directive, Finding, Mode, Node, RudderState, Rule, Status } from './state.ts'
import { isActive, modeOf } from './status.ts'
import { idsOf, isStopped, nodesOf } from './targets.ts'

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

/** The nodes that have policies of people; an ignored one keeps what it had, and newer servers leave it out. */
const nodesWithPolicies = (state: RudderState): ReadonlySet<string> => {
  const without = state.nodes.filter((node) => node.state === 'ignored' && !state.ignoredAreSilent)
  return idsOf(state).difference(new Set(without.map(({ id }) => id)))
}

const units: Readonly<Record<string, number>> = { second: 1_000, minute: 60_000, hour: 3_600_000, day: 86_400_000 }

/** Whether the compliance of a node that sends no reports is still what it was (ComputeNodeStatusReportService). */
const keeping = (state: RudderState, now: number): ((node: Node) => boolean) => {
  const value = state.properties.find(({ id }) => id === 'rudder')?.value as
    | { compliance_expiration_policy?: { mode?: string; duration?: string } }
    | undefined
  const { mode, duration = '' } = value?.compliance_expiration_policy ?? {}
  const [, count, unit = ''] = /^(\d+) (second|minute|hour|day)s?$/.exec(duration) ?? []
  const kept = mode === 'keep_last' ? Number(count ?? 0) * (units[unit] ?? 0) : 0
  return (node) => kept > 0 && now < node.lastRunAt + runEvery(state) + grace + kept
}

/** How long after its run is due a node may still report (ExecutionBatch.GRACE_TIME_PENDING). */
const grace = 5 * 60_000

/** One component that an enabled rule checks, and on which nodes. */
export interface Line {
  readonly nodes: ReadonlySet<string>
  check(node: Node): Check
}

/** What is checked, a line for each component of each directive of each enabled rule among these. */
export function linesOf(stored: RudderState, now: number, of: (rule: Rule) => boolean = () => true): Line[] {
  const state = generated(stored)
  const known = nodesWithPolicies(state)
  const findings = findingsOf(state)
  const isKept = keeping(state, now)
  const byDirective = new Map(state.directives.map((directive) => [directive.id, directive]))
  return state.rules
    .filter((one) => one.enabled && of(one) && !isStopped(state, one.targets))
    .flatMap((rule) => {
      const fresh = rule.changedAt !== undefined && now < rule.changedAt + runEvery(state)
      const nodes = nodesOf(state, rule.targets, known)
      const directives = rule.directives
        .flatMap((id) => byDirective.get(id) ?? [])
        .filter((one) => isActive(state, one))
      return directives.flatMap((directive) => {
        const override = state.overrides.find((one) => one.ruleId === rule.id && one.directiveId === directive.id)
        const winner = state.rules.find((one) => one.id === override?.byRuleId && one.enabled)
        return directive.components.map((component): Line => {
          const place = key(rule.id, directive.id, component)
          const here = findings.get(place)
          const seed = hash(place)
          const check = (node: Node): Check => {
            const line = { node, rule, directive, component }
            if (winner) return { ...line, status: 'skipped', overriddenBy: winner }
            if (state.settings.reporting_mode === 'reports-disabled') return { ...line, status: 'reportsDisabled' }
            if (node.state === 'ignored' || (node.silent && !isKept(node))) return { ...line, status: 'noReport' }
            if (fresh || node.pending) return { ...line, status: 'applying' }
            const mode = modeOf(state, directive, node)
            const finding = here?.get(node.id)
            return finding
              ? { ...line, status: inMode(finding.status, mode), message: finding.message }
              : { ...line, status: usual(mode, seed ^ hash(node.id)) }
          }
          return { nodes, check }
        })
      })
    })
}

/** The one table that every figure is computed from, row by row: nothing of it is kept. */
export function* eachCheck(
  state: RudderState,
  now: number,
  of?: (rule: Rule) => boolean,
): Generator<Check, void, undefined> {
  const byNode = new Map(state.nodes.map((node) => [node.id, node]))
  for (const { nodes, check } of linesOf(state, now, of)) {
    for (const id of nodes) {
      const node = byNode.get(id)
      if (node) yield check(node)
    }
  }
}

/** All of the table. */
export const checksOf = (state: RudderState, now: number): Check[] => [...eachCheck(state, now)]
