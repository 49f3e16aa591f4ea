import type { RudderState } from 'local-rudder'

// The parts of what a local Rudder stores: only its types are used here, nothing that it computes.
export type Rule = RudderState['rules'][number]
export type Directive = RudderState['directives'][number]
export type Group = RudderState['groups'][number]
export type Node = RudderState['nodes'][number]
export type Target = Rule['targets'][number]
export type Status = RudderState['findings'][number]['status']
export type Mode = 'audit' | 'enforce'
export type { RudderState }

/** The policies that agents have: what was stored when policies were last generated. */
export const policiesOf = (state: RudderState): Pick<RudderState, 'rules' | 'directives' | 'groups'> =>
  state.generated ?? state
