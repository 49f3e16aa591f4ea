import type { Directive, Mode, Node, RudderState } from './raw.ts'

/** The mode for all. */
export const globalMode = ({ settings }: RudderState): Mode =>
  settings.global_policy_mode === 'audit' ? 'audit' : 'enforce'

export const isFixed = ({ settings }: RudderState): boolean => settings.global_policy_mode_overridable === false

/** The mode in which a directive runs on a node, as the table of Rudder's documentation has it. */
export const effectiveMode = (state: RudderState, directive: Directive, node: Node): Mode => {
  if (isFixed(state)) return globalMode(state)
  if (node.policyMode === 'audit') return 'audit'
  if (directive.policyMode !== 'default') return directive.policyMode
  return node.policyMode === 'enforce' ? 'enforce' : globalMode(state)
}
