import { compliance, count, details, type Tally } from './arithmetic.ts'
import type { Check } from './checks.ts'
import type { Directive, Node, RudderState, Rule } from './state.ts'
import { modeOf, ruleMode, ruleModeOn } from './status.ts'
import { nodesOf } from './targets.ts'
import { isBefore } from './versions.ts'

/** One entry of a compliance tree; arrays below the requested level are absent. */
export type Branch = Record<string, unknown>

type Layer = 'rules' | 'directives' | 'components' | 'nodes' | 'values'

/** Adds up checks; skipped ones are left out. */
export function tallyOf(checks: Iterable<Check>): Tally {
  const tally: Tally = {}
  for (const { status } of checks) if (status !== 'skipped') count(tally, status)
  return tally
}

const figures = (tally: Tally) => ({ compliance: compliance(tally), complianceDetails: details(tally) })

const keyOf = (layer: Layer, check: Check): string =>
  layer === 'components' || layer === 'values'
    ? check.component
    : check[layer === 'rules' ? 'rule' : layer === 'nodes' ? 'node' : 'directive'].id

function head(state: RudderState, layer: Layer, check: Check): Branch {
  if (layer === 'rules')
    return { id: check.rule.id, name: check.rule.displayName, policyMode: ruleModeOn(state, check.rule, check.node) }
  if (layer === 'nodes') return { id: check.node.id, name: check.node.hostname, policyMode: check.node.policyMode }
  if (layer === 'components') return { name: check.component }
  return { id: check.directive.id, name: check.directive.displayName, policyMode: check.directive.policyMode }
}

const skipped = (state: RudderState, layer: Layer, check: Check, winner: Rule): Branch => ({
  ...head(state, layer, check),
  policyMode: 'skipped',
  compliance: 0,
  complianceDetails: {},
  skippedDetails: { overridingRuleId: winner.id, overridingRuleName: winner.displayName },
})

const reported = (checks: readonly Check[]): Branch[] =>
  checks.map(({ status, message }) => ({
    value: 'None',
    reports: [{ status, ...(message === undefined ? {} : { message }) }],
  }))

/** Branches of these checks along the layers, `depth` of them deep; nothing when the depth is used up. */
function grow(state: RudderState, checks: readonly Check[], layers: readonly Layer[], depth: number): Branch {
  const [layer, ...below] = layers
  if (layer === undefined || depth < 1) return {}
  if (layer === 'values') return { values: reported(checks) }
  const counted =
    layer === 'directives' ? checks : checks.filter((check) => check.status !== 'skipped' || layer === 'rules')
  const branches = [...Map.groupBy(counted, (check) => keyOf(layer, check)).values()].flatMap((group) => {
    const first = group[0]
    if (!first) return []
    const deeper = grow(state, group, below, depth - 1)
    if (layer === 'directives' && first.overriddenBy)
      return [{ ...skipped(state, layer, first, first.overriddenBy), ...deeper }]
    return [{ ...head(state, layer, first), ...figures(tallyOf(group)), ...deeper }]
  })
  return { [layer]: branches }
}

const mode = (state: RudderState) => state.settings.reporting_mode ?? 'full-compliance'

/** The tree of one node; level 1 is the node alone, then rules, directives, components, values. */
export function nodeTree(state: RudderState, node: Node, checks: readonly Check[], level: number): Branch {
  const { id, hostname: name, policyMode } = node
  const below = grow(state, checks, ['rules', 'directives', 'components', 'values'], level - 1)
  return { id, name, mode: mode(state), policyMode, ...figures(tallyOf(checks)), ...below }
}

/**
 * The tree of one rule; from level 2 twice: by directive, and mirrored by node. The mirror is made of components
 * (GroupComponentCompliance.fromDirective), which are not computed below level 3: at 2 it is empty. A rule without reports is
 * all `noReport`. From 8.2.0 to 8.2.5 and in 8.3.0 a directive that is skipped comes three times (#26712).
 */
export function ruleTree(
  state: RudderState,
  rule: Rule,
  checks: readonly Check[],
  { level, rudder }: { readonly level: number; readonly rudder: string },
): Branch {
  const { id, displayName: name } = rule
  const silent = { noReport: nodesOf(state, rule.targets).size }
  const tally = checks.length > 0 ? tallyOf(checks) : silent
  const byDirective = repeated(grow(state, checks, ['directives', 'components', 'nodes', 'values'], level - 1), rudder)
  const byNode =
    level === 2 ? { nodes: [] } : grow(state, checks, ['nodes', 'directives', 'components', 'values'], level - 1)
  return {
    id,
    name,
    mode: mode(state),
    policyMode: ruleMode(state, rule, level < 2 ? 'no directives' : 'directives'),
    ...figures(tally),
    ...byDirective,
    ...byNode,
  }
}

/** The releases that list what is skipped three times. */
const repeats = (rudder: string): boolean => /^8\.(2\.[0-5]|3\.0)$/.test(rudder)

const repeated = (branch: Branch, rudder: string): Branch => {
  const { directives } = branch as { readonly directives?: readonly Branch[] }
  if (!directives || !repeats(rudder)) return branch
  return { ...branch, directives: directives.flatMap((one) => (one.skippedDetails ? [one, one, one] : [one])) }
}

/**
 * The tree of one directive: from level 2 by rule, and mirrored by node. The mirror is made of components, which are not
 * computed below level 4: at 2 and 3 it is empty. Newer servers read no rules for level 1, and then have no figure either
 * (from 8.2 on). Before 8.2.5 its mode is the one of its own, since then what comes of that and the global one.
 */
export function directiveTree(
  state: RudderState,
  directive: Directive,
  checks: readonly Check[],
  { level, rudder }: { readonly level: number; readonly rudder: string },
): Branch {
  const { id, displayName: name } = directive
  // An overridden rule is a branch of its own, which counts nowhere.
  const byRule = [...Map.groupBy(checks, (check) => check.rule.id).values()].map((group): Branch => {
    const [first] = group
    if (!first?.overriddenBy)
      return grow(state, group, ['rules', 'components', 'nodes', 'values'], Math.min(level, level === 3 ? 2 : 5) - 1)
    return { rules: [{ ...skipped(state, 'rules', first, first.overriddenBy) }] }
  })
  const rules = byRule.flatMap((branch) => (branch.rules as Branch[] | undefined) ?? [])
  const byNode = level < 4 ? { nodes: [] } : grow(state, checks, ['nodes', 'rules', 'components', 'values'], level - 1)
  const below = level < 2 ? {} : { rules, ...byNode }
  const policyMode = isBefore(rudder, '8.2.5') ? directive.policyMode : modeOf(state, directive)
  const tally = level < 2 && !isBefore(rudder, '8.2.0') ? {} : tallyOf(checks)
  const whole = { id, name, mode: mode(state), policyMode, ...figures(tally), ...below }
  // The components are computed from level 4 on only, and at 3 they are an empty list.
  return level === 3 ? { ...whole, rules: rules.map((rule) => ({ ...rule, components: [] })) } : whole
}

/** The tree of a group's nodes: by rule and, mirrored, by node. */
export function groupTree(
  state: RudderState,
  { id, name }: { readonly id: string; readonly name: string },
  checks: readonly Check[],
  level: number,
): Branch {
  const byRule = grow(state, checks, ['rules', 'directives', 'components', 'nodes', 'values'], level - 1)
  const byNode = grow(state, checks, ['nodes', 'rules', 'directives', 'components', 'values'], level - 1)
  return { id, name, ...figures(tallyOf(checks)), mode: mode(state), ...byRule, ...byNode }
}
