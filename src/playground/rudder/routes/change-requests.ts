import { Refused } from '../refused.ts'
import type { Call, Route } from '../route.ts'
import type { ChangeRequest, RudderState } from '../state.ts'
import { acceptable } from '../validation.ts'

const wanted: Readonly<Record<string, readonly string[]>> = {
  open: ['Pending validation', 'Pending deployment'],
  closed: ['Deployed', 'Cancelled'],
  all: ['Pending validation', 'Pending deployment', 'Deployed', 'Cancelled'],
}

function workflowsOn({ state }: Call): void {
  if (state.settings.enable_change_request !== true)
    throw new Refused('Workflow are disabled in Rudder, change request API is not available', { raw: true })
}

function differences({ before, after }: ChangeRequest): unknown {
  const same = (left: unknown, right: unknown) => JSON.stringify(left) === JSON.stringify(right)
  const { changedAt: _, ...old } = before
  return Object.fromEntries(
    Object.entries(old).map(([key, from]) => {
      const to = after[key as keyof typeof old]
      return [key, same(from, to) ? from : { from, to }]
    }),
  )
}

const shown = (state: RudderState, request: ChangeRequest): unknown => ({
  id: request.id,
  displayName: request.displayName,
  status: request.status,
  'created by': request.createdBy,
  acceptable: acceptable(state, request),
  description: request.description,
  changes: {
    directives: [],
    rules: [{ action: 'modify', change: differences(request) }],
    groups: [],
    parameters: [],
  },
})

function list(call: Call): unknown[] {
  workflowsOn(call)
  const status = call.query.get('status') ?? 'open'
  const named = wanted.all?.filter((one) => one.toLowerCase() === status.toLowerCase()) ?? []
  const statuses = wanted[status.toLowerCase()] ?? named
  if (statuses.length === 0) throw new Refused(`'${status}' is not a valid status filter`)
  const rule = call.query.get('ruleId')
  return call.state.changeRequests
    .filter((one) => statuses.includes(one.status) && (rule === null || one.before.id === rule))
    .map((one) => shown(call.state, one))
}

function found(call: Call): ChangeRequest {
  workflowsOn(call)
  const [id = ''] = call.parameters
  if (!/^-?\d+$/.test(id)) throw new Refused(`'${id}' is not a valid change request id (need to be an integer)`)
  const request = call.state.changeRequests.find((one) => one.id === Number(id))
  if (!request) throw new Refused(`Could not get ChangeRequest ${id} <- change request with id ${id} does not exist`)
  return request
}

/** Global tokens have no role: whoever holds one may not move a change request, in any state. */
function refused(call: Call): never {
  const { status } = found(call)
  throw new Refused(`User is not authorized to update a '${status.toLowerCase()}' change`, { raw: true })
}

const present = (state: RudderState) => state.validation.installed

/** The change requests of the change-validation plugin; without the plugin these addresses do not exist. */
export const changeRequests: readonly Route[] = [
  {
    name: 'listChangeRequests',
    about: 'List all change requests',
    method: 'GET',
    path: 'changeRequests',
    present,
    answer: (call) => ({ data: list(call) }),
  },
  {
    name: 'changeRequestDetails',
    about: 'Get information about given change request',
    method: 'GET',
    path: 'changeRequests/{id}',
    present,
    answer: (call) => {
      const request = found(call)
      return { id: String(request.id), data: { changeRequests: [shown(call.state, request)] } }
    },
  },
  {
    name: 'acceptChangeRequest',
    about: 'Accept given change request',
    method: 'POST',
    path: 'changeRequests/{id}/accept',
    writes: true,
    present,
    answer: refused,
  },
  {
    name: 'declineChangeRequest',
    about: 'Decline given change request',
    method: 'DELETE',
    path: 'changeRequests/{id}',
    writes: true,
    present,
    answer: refused,
  },
]
