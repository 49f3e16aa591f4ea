import type { ChangeRequest, RudderState, Rule } from './state.ts'
import { nodesOf } from './targets.ts'

const touched = (state: RudderState, before: Rule, after: Rule) =>
  nodesOf(state, before.targets).union(nodesOf(state, after.targets))

/** Tells whether an update must be validated: the plugin is there and on, and a node of a supervised group is touched. */
export function needsValidation(state: RudderState, before: Rule, after: Rule): boolean {
  if (!state.validation.installed || state.settings.enable_change_request !== true) return false
  if (state.settings.enable_validate_all === true) return true
  const nodes = touched(state, before, after)
  const supervised = state.groups.filter((group) => state.validation.supervised.includes(group.id))
  return supervised.some((group) => group.nodeIds.some((id) => nodes.has(id)))
}

const { stringify } = JSON
const content = ({ changedAt: _, ...rule }: Rule) => rule

/** Tells whether two versions of a rule say the same. */
export const same = (left: Rule, right: Rule): boolean => stringify(content(left)) === stringify(content(right))

/** Tells whether the rule is still what the change request was made from. */
export function acceptable(state: RudderState, request: ChangeRequest): boolean {
  const rule = state.rules.find((one) => one.id === request.before.id)
  return rule !== undefined && same(rule, request.before)
}

/** Writes a rule over the one with its id, in place, as of `now`. */
export function store(state: RudderState, rule: Rule, now: number): void {
  const stored = state.rules.find((one) => one.id === rule.id)
  if (stored) Object.assign(stored, structuredClone(rule), { changedAt: now })
}

const open = ['Pending validation', 'Pending deployment']

function pending(state: RudderState, id: number): ChangeRequest {
  const request = state.changeRequests.find((one) => one.id === id)
  if (!request) throw new RangeError(`change request with id ${id} does not exist`)
  if (!open.includes(request.status)) throw new RangeError(`change request ${id} is already ${request.status}`)
  return request
}

/** Deploys an open change request, as a validator would in Rudder's pages: the rule becomes what was asked for. */
export function deploy(state: RudderState, id: number, now: number): void {
  const request = pending(state, id)
  store(state, request.after, now)
  request.status = 'Deployed'
}

/** Declines an open change request; the rule stays as it is. */
export function cancel(state: RudderState, id: number): void {
  pending(state, id).status = 'Cancelled'
}
