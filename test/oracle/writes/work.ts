import type { RudderState } from 'local-rudder'

type Node = RudderState['nodes'][number]
type Rule = RudderState['rules'][number]
type Directive = RudderState['directives'][number]
type Target = Rule['targets'][number]
export type Mode = 'enforce' | 'audit'

/** Whether a target holds one node, asked node by node. */
const holds = (state: RudderState, target: Target, node: Node): boolean => {
  if (typeof target !== 'string') {
    if ('include' in target) return holds(state, target.include, node) && !holds(state, target.exclude, node)
    if (target.or) return target.or.some((one) => holds(state, one, node))
    return (target.and ?? []).every((one) => holds(state, one, node))
  }
  const [kind, id] = target.split(/:(.*)/)
  if (kind === 'group') return state.groups.some((group) => group.id === id && group.nodeIds.includes(node.id))
  if (kind === 'policyServer') return node.id === id
  if (id === 'all') return true
  return id === 'all_exceptPolicyServers' ? !node.policyServer : id === 'all_policyServers' && node.policyServer
}

/** A disabled group that is a target by itself stops its rule. */
export const isStopped = (state: RudderState, { targets }: Pick<Rule, 'targets'>): boolean =>
  state.groups.some(({ id, enabled }) => !enabled && targets.includes(`group:${id}`))

/** The nodes that a rule is aimed at, enabled or not. */
export const aimedAt = (state: RudderState, rule: Pick<Rule, 'targets'>): readonly Node[] =>
  isStopped(state, rule) ? [] : state.nodes.filter((node) => rule.targets.some((target) => holds(state, target, node)))

/** Whether a node takes policies of people at all. */
export const isIdle = ({ state }: Node): boolean => state === 'ignored' || state === 'empty-policies'

/** Whether a directive does anything: it and its technique are enabled. */
export const isOn = ({ techniques }: RudderState, { enabled, techniqueName }: Directive): boolean =>
  enabled && !techniques.some((one) => one.id === techniqueName && one.enabled === false)

/** The mode of a directive on a node. */
export const modeOn = ({ settings }: RudderState, directive: Pick<Directive, 'policyMode'>, node: Node): Mode => {
  const all: Mode = settings.global_policy_mode === 'audit' ? 'audit' : 'enforce'
  if (settings.global_policy_mode_overridable === false) return all
  if (node.policyMode === 'audit') return 'audit'
  if (directive.policyMode !== 'default') return directive.policyMode
  return node.policyMode === 'default' ? all : node.policyMode
}

/** Whether another rule wins over this directive here. */
export const isSkipped = (state: RudderState, rule: Rule, { id }: Pick<Directive, 'id'>): boolean =>
  state.overrides.some(
    (one) =>
      one.ruleId === rule.id &&
      one.directiveId === id &&
      state.rules.some((winner) => winner.id === one.byRuleId && winner.enabled),
  )

/** What one node does: the mode of each directive, by the rule that brings it. */
export interface Doing {
  readonly node: Node
  readonly rule: Rule
  readonly directive: Directive
  readonly mode: Mode
}

/** All that enabled rules make nodes do; `even` those that take no policies. */
export const workOf = (state: RudderState, even: 'idle' | 'busy' = 'busy'): readonly Doing[] => {
  const all: Doing[] = []
  for (const rule of state.rules) {
    if (!rule.enabled) continue
    const directives = state.directives.filter(
      (one) => rule.directives.includes(one.id) && isOn(state, one) && !isSkipped(state, rule, one),
    )
    if (directives.length === 0) continue
    for (const node of aimedAt(state, rule)) {
      if (even === 'busy' && isIdle(node)) continue
      for (const directive of directives) all.push({ node, rule, directive, mode: modeOn(state, directive, node) })
    }
  }
  return all
}

/** How work is told apart: for a rule whatever it does there, for a directive whichever rule brings it. */
export type By = 'rule' | 'directive'

const keyed = (all: readonly Doing[], by: By): Map<string, Doing> =>
  new Map(all.map((one) => [[one.node.id, one.directive.id, ...(by === 'rule' ? [one.rule.id] : [])].join(' '), one]))

/** How many nodes repair something of what is lost, won or turned, and how many only check. */
export interface Difference {
  readonly enforce: number
  readonly audit: number
}

const perNode = (all: readonly Doing[]): Difference => {
  const modes = Map.groupBy(all, ({ node }) => node.id)
  const enforce = [...modes.values()].filter((here) => here.some(({ mode }) => mode === 'enforce')).length
  return { enforce, audit: modes.size - enforce }
}

/** What nodes do before and not after, the other way round, and in another mode (by the mode of after). */
export const changesOf = (before: readonly Doing[], after: readonly Doing[], by: By) => {
  const [was, is] = [keyed(before, by), keyed(after, by)]
  const turned = [...is].filter(([key, { mode }]) => (was.get(key)?.mode ?? mode) !== mode).map(([, one]) => one)
  return {
    lost: perNode([...was].filter(([key]) => !is.has(key)).map(([, one]) => one)),
    won: perNode([...is].filter(([key]) => !was.has(key)).map(([, one]) => one)),
    turned: perNode(turned),
  }
}
export type Changes = ReturnType<typeof changesOf>
