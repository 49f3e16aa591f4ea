import type { RudderState } from './state.ts'

/** The state that agents have: as it was when policies were last generated, where that is not done by itself. */
export const generated = (state: RudderState): RudderState =>
  state.generated ? { ...state, ...state.generated } : state

/**
 * To be called before policies change. A change has them generated, unless `rudder_generation_policy` says otherwise
 * (AutomaticStartDeployment): then agents keep what they have.
 */
export function beforeChange(state: RudderState, now: number): void {
  if (state.settings.rudder_generation_policy === 'all') generate(state, now)
  else state.generated ??= structuredClone({ at: now, ...pick(state) })
}

const pick = ({ rules, directives, groups }: RudderState) => ({ rules, directives, groups })

/** Generates policies, as a person would start it; with the setting `none` not even a person may (ManualStartDeployment). */
export function generate(state: RudderState, now: number): void {
  const { at } = state.generated ?? {}
  if (at === undefined || state.settings.rudder_generation_policy === 'none') return
  for (const rule of state.rules) if ((rule.changedAt ?? 0) >= at) rule.changedAt = now
  delete state.generated
}
