import { log, requireReason } from '../change.ts'
import { fieldsOf, quote, text } from '../fields.ts'
import { Refused } from '../refused.ts'
import type { Answer, Call, Route } from '../route.ts'
import { shownChanges } from '../shown-changes.ts'
import type { ChangeRequest, RudderState } from '../state.ts'
import { acceptable, cancel, deploy } from '../validation.ts'

const wanted: Readonly<Record<string, readonly string[]>> = {
  open: ['Pending validation', 'Pending deployment'],
  closed: ['Deployed', 'Cancelled'],
  all: ['Pending validation', 'Pending deployment', 'Deployed', 'Cancelled'],
}

function workflowsOn({ state }: Call): void {
  if (state.settings.enable_change_request !== true)
    throw new Refused('Workflow are disabled in Rudder, change request API is not available', { raw: true })
}

const shown = ({ state, version }: Call, request: ChangeRequest): unknown => ({
  id: request.id,
  displayName: request.displayName,
  status: request.status,
  'created by': request.createdBy,
  acceptable: acceptable(state, request),
  description: request.description,
  changes: shownChanges(request.changes, version),
})

function list(call: Call): unknown[] {
  workflowsOn(call)
  const status = call.query.get('status') ?? 'open'
  const named = wanted.all?.filter((one) => one.toLowerCase() === status.toLowerCase()) ?? []
  const statuses = wanted[status.toLowerCase()] ?? named
  if (statuses.length === 0) throw new Refused(`'${status}' is not a valid status filter`)
  const ids = ['ruleId', 'directiveId', 'nodeGroupId'].flatMap((name) => call.query.get(name) ?? [])
  return call.state.changeRequests
    .filter(
      (one) =>
        statuses.includes(one.status) &&
        ids.every((id) => one.changes.some(({ before, after }) => (before ?? after)?.id === id)),
    )
    .map((one) => shown(call, one))
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
function movable(call: Call): ChangeRequest {
  const request = found(call)
  const { state, account } = call
  if (account.kind !== 'user')
    throw new Refused(`User is not authorized to update a '${request.status.toLowerCase()}' change`, { raw: true })
  // Only from 9.1.4 on is this looked at by the API (#29240).
  if (call.version >= 23 && state.settings.enable_self_validation !== true && request.createdBy === account.name)
    throw new Refused(
      'You are not authorized to do that action on your own change request: self-validation is disabled.',
      { raw: true },
    )
  requireReason(call)
  return request
}

const one = (call: Call, request: ChangeRequest): Answer => ({
  id: String(request.id),
  data: { changeRequests: [shown(call, request)] },
})

/** `status` is read from the parameters and never from JSON, whatever the documentation shows. */
function accept(call: Call): Answer {
  const request = movable(call)
  const status = call.query.get('status')?.toLowerCase() ?? ''
  const failed = (why: string) => new Refused(`Could not accept ChangeRequest ${request.id} <- ${why}`, { raw: true })
  if (status === '') throw failed('workflow status should not be empty')
  if (status !== 'deployed' && status !== 'pending deployment') throw failed(`'${status}' is not a valid status`)
  if (request.status === 'Deployed') throw failed(`change request ${request.id} has already been deployed`)
  if (request.status === 'Cancelled') throw failed(`because status 'Cancelled' cannot be accepted`)
  if (status === 'deployed') deploy(call.state, request.id, call.now)
  else request.status = 'Pending deployment'
  log(call, `accept change request '${request.displayName}' (${request.id})`)
  return one(call, request)
}

function decline(call: Call): Answer {
  const request = movable(call)
  if (!wanted.open?.includes(request.status))
    throw new Refused(
      `Could not decline ChangeRequest ${request.id} <- because status '${request.status}' cannot be cancelled`,
      { raw: true },
    )
  cancel(call.state, request.id)
  log(call, `decline change request '${request.displayName}' (${request.id})`)
  return one(call, request)
}

/** Before 9.0 from the parameters, since then from JSON. */
function rename(call: Call): Answer {
  const request = found(call)
  const field = call.version >= 22 && call.json ? fieldsOf(call.json, 'change request') : undefined
  const value = (name: string) => (field ? field(name, text, quote) : (call.query.get(name) ?? undefined))
  request.displayName = value('name') ?? request.displayName
  request.description = value('description') ?? request.description
  return one(call, request)
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
    answer: (call) => one(call, found(call)),
  },
  {
    name: 'acceptChangeRequest',
    about: 'Accept given change request',
    method: 'POST',
    path: 'changeRequests/{id}/accept',
    writes: true,
    present,
    answer: accept,
  },
  {
    name: 'declineChangeRequest',
    about: 'Decline given change request',
    method: 'DELETE',
    path: 'changeRequests/{id}',
    writes: true,
    present,
    answer: decline,
  },
  {
    name: 'updateChangeRequest',
    about: 'Update information about given change request',
    method: 'POST',
    path: 'changeRequests/{id}',
    writes: true,
    present,
    answer: rename,
  },
]
