import { isOn } from './checks.ts'
import { globalMode, isFixed } from './mode.ts'
import type { Directive, Mode, Node, RudderState, Rule } from './raw.ts'
import { isStopped, isTargeted } from './targets.ts'

/** The directives of a rule that there are. */
export const directivesOf = (state: RudderState, rule: Rule): readonly Directive[] =>
  rule.directives.flatMap((id) => state.directives.filter((one) => one.id === id))

/** What Rudder says of a rule as stored: how far it is applied. */
export const statusOf = (state: RudderState, nodes: readonly Node[], rule: Rule) => {
  if (!rule.enabled) return 'Disabled'
  const all = directivesOf(state, rule)
  const on = all.filter((one) => isOn(state, one))
  const hasNode = nodes.some((node) => isTargeted(node, rule, state.groups))
  if (isStopped(rule, state.groups) || !hasNode || (all.length > 0 && on.length === 0)) return 'Not applied'
  return on.length < all.length ? 'Partially applied' : 'In application'
}

/** The mode of a rule: the modes of its directives and of its nodes, unless nothing of either has one of its own. */
export const modeOf = (state: RudderState, nodes: readonly Node[], rule: Rule): Mode | 'mixed' => {
  if (isFixed(state)) return globalMode(state)
  const sides = [directivesOf(state, rule), nodes.filter((node) => isTargeted(node, rule, state.groups))] as const
  const own = sides
    .map((side) => side.map(({ policyMode }) => policyMode))
    .filter((modes) => modes.some((mode) => mode !== 'default'))
    .flat()
    .map((mode) => (mode === 'default' ? globalMode(state) : mode))
  const [first = globalMode(state)] = own
  return own.every((mode) => mode === first) ? first : 'mixed'
}
