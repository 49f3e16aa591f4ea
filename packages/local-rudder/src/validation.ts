import type { Change, ChangeRequest, RudderState } from './state.ts'
import { nodesOf } from './targets.ts'

const versions = ({ before, after }: Change) => (after === undefined ? [before] : [before, after])

/** The rules that a change of a directive or group reaches. */
const rulesWith = (state: RudderState, { kind, before: { id } }: Change) =>
  state.rules.filter((rule) =>
    kind === 'directive' ? rule.directives.includes(id) : JSON.stringify(rule.targets).includes(`"group:${id}"`),
  )

const touched = (state: RudderState, change: Change): Set<string> => {
  if (change.kind === 'rule')
    return nodesOf(
      state,
      versions(change).flatMap((one) => ('targets' in one ? one.targets : [])),
    )
  const rules = rulesWith(state, change).flatMap(({ targets }) => targets)
  const members = versions(change).flatMap((one) => ('nodeIds' in one ? one.nodeIds : []))
  return nodesOf(state, rules).union(new Set(members))
}

/** Tells whether a change must be validated: the plugin is there and on, and a node of a supervised group is touched. */
export function needsValidation(state: RudderState, change: Change): boolean {
  if (!state.validation.installed || state.settings.enable_change_request !== true) return false
  if (state.settings.enable_validate_all === true) return true
  const nodes = touched(state, change)
  const supervised = state.groups.filter((group) => state.validation.supervised.includes(group.id))
  return supervised.some((group) => group.nodeIds.some((id) => nodes.has(id)))
}

const content = (value: object) => JSON.stringify({ ...value, changedAt: undefined })

/** Tells whether two versions of an object say the same. */
export const same = (left: object, right: object): boolean => content(left) === content(right)

const lists = { rule: 'rules', directive: 'directives', group: 'groups' } as const

/** Tells whether the object is still what the change request was made from. */
export function acceptable(state: RudderState, { change }: ChangeRequest): boolean {
  const stored = state[lists[change.kind]].find((one) => one.id === change.before.id)
  return stored !== undefined && same(stored, change.before)
}

/** Makes a change as of `now`: the object in its place is written over, or taken away. */
export function store(state: RudderState, change: Change, now: number): void {
  const all: { readonly id: string }[] = state[lists[change.kind]]
  const at = all.findIndex((one) => one.id === change.before.id)
  if (at < 0) return
  const reached = change.kind === 'rule' ? [] : rulesWith(state, change)
  const stored = all[at]
  if (change.after === undefined || stored === undefined) all.splice(at, 1)
  else Object.assign(stored, structuredClone(change.after), change.kind === 'rule' ? { changedAt: now } : {})
  for (const rule of reached) rule.changedAt = now
}

const open = ['Pending validation', 'Pending deployment']

function pending(state: RudderState, id: number): ChangeRequest {
  const request = state.changeRequests.find((one) => one.id === id)
  if (!request) throw new RangeError(`change request with id ${id} does not exist`)
  if (!open.includes(request.status)) throw new RangeError(`change request ${id} is already ${request.status}`)
  return request
}

/** Deploys an open change request, as a validator would in Rudder's pages: the object becomes what was asked for. */
export function deploy(state: RudderState, id: number, now: number): void {
  const request = pending(state, id)
  store(state, request.change, now)
  request.status = 'Deployed'
}

/** Declines an open change request; everything stays as it is. */
export function cancel(state: RudderState, id: number): void {
  pending(state, id).status = 'Cancelled'
}
