import { beforeChange } from './generation.ts'
import type { Change, ChangeRequest, RudderState } from './state.ts'
import { nodesOf } from './targets.ts'

const versions = ({ before, after }: Change) => [before, after].filter((one) => one !== undefined)

const idOf = ({ before, after }: Change): string => (before ?? after)?.id ?? ''

/** The rules that a change of a directive or group reaches. */
const rulesWith = (state: RudderState, change: Change) => {
  const id = idOf(change)
  return state.rules.filter((rule) =>
    change.kind === 'directive'
      ? rule.directives.includes(id)
      : change.kind === 'group' && JSON.stringify(rule.targets).includes(`"group:${id}"`),
  )
}

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
  if (!state.validation.installed || state.validation.off || state.settings.enable_change_request !== true) return false
  if (state.settings.enable_validate_all === true || change.kind === 'parameter') return true
  const nodes = touched(state, change)
  const supervised = state.groups.filter((group) => state.validation.supervised.includes(group.id))
  return supervised.some((group) => group.nodeIds.some((id) => nodes.has(id)))
}

const content = (value: object) => JSON.stringify({ ...value, changedAt: undefined })

/** Tells whether two versions of an object say the same. */
export const same = (left: object, right: object): boolean => content(left) === content(right)

const lists = { rule: 'rules', directive: 'directives', group: 'groups', parameter: 'properties' } as const

/** Tells whether each object is still what the change request was made from. */
export function acceptable(state: RudderState, { changes }: ChangeRequest): boolean {
  return changes.every((change) => {
    const stored = state[lists[change.kind]].find((one) => one.id === idOf(change))
    return change.before === undefined ? stored === undefined : stored !== undefined && same(stored, change.before)
  })
}

/** Makes a change as of `now`: the object is created, written over or deleted. */
export function store(state: RudderState, change: Change, now: number): void {
  beforeChange(state, now)
  const all: { readonly id: string }[] = state[lists[change.kind]]
  const at = all.findIndex((one) => one.id === idOf(change))
  const reached = rulesWith(state, change)
  const stored = all[at]
  const dated = change.kind === 'rule' ? { changedAt: now } : {}
  if (change.before === undefined) {
    if (!stored && change.after) all.push({ ...structuredClone(change.after), ...dated })
  } else if (!stored) return
  else if (change.after === undefined) all.splice(at, 1)
  else Object.assign(stored, structuredClone(change.after), dated)
  for (const rule of reached) rule.changedAt = now
}

const open = ['Pending validation', 'Pending deployment']

function pending(state: RudderState, id: number): ChangeRequest {
  const request = state.changeRequests.find((one) => one.id === id)
  if (!request) throw new RangeError(`change request with id ${id} does not exist`)
  if (!open.includes(request.status)) throw new RangeError(`change request ${id} is already ${request.status}`)
  return request
}

/** Deploys an open change request, as a validator would in Rudder's pages: its objects become what was asked for. */
export function deploy(state: RudderState, id: number, now: number): void {
  const request = pending(state, id)
  for (const change of request.changes) store(state, change, now)
  request.status = 'Deployed'
}

/** Declines an open change request; everything stays as it is. */
export function cancel(state: RudderState, id: number): void {
  pending(state, id).status = 'Cancelled'
}
