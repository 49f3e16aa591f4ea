import { log } from '../change.ts'
import { fieldsOf, quote, text } from '../fields.ts'
import { Refused } from '../refused.ts'
import type { Answer, Call, Route } from '../route.ts'
import { shownChanges } from '../shown-changes.ts'
import type { ChangeRequest, RudderState } from '../state.ts'
import { acceptable, cancel, deploy } from '../validation.ts'
import { is80, reasoned, refusedTo } from './refused-requests.ts'

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

function found(call: Call, verb: string): ChangeRequest {
  workflowsOn(call)
  const [id = ''] = call.parameters
  if (!/^-?\d+$/.test(id)) {
    const why = 'is not a valid change request id (need to be an integer)'
    throw is80(call) ? new Refused(`${id} ${why}`, { raw: true }) : refusedTo(call, verb, `'${id}' ${why}`)
  }
  const request = call.state.changeRequests.find((one) => one.id === Number(id))
  if (request) return request
  const missing = `hange request with id ${id} does not exist.`
  throw call.version < 22
    ? refusedTo(
        call,
        verb,
        `Could not ${is80(call) ? verb : 'get'} ChangeRequest ${id} details cause is: c${missing}`,
        '',
      )
    : refusedTo(call, verb, `C${missing}`)
}

const isUser = ({ account }: Call) => account.kind === 'user'
const isOpen = ({ status }: ChangeRequest) => wanted.open?.includes(status) ?? false
/** A step on a request of one's own that the settings do not allow; only from 9.1.4 on does the API look at it (#29240). */
const isSelf = ({ state, account }: Call, request: ChangeRequest, step: 'deployment' | 'validation') =>
  request.createdBy === account.name && state.settings[`enable_self_${step}`] !== true

/** The status that is asked for, as the server spells it. */
function targetOf(call: Call, because: string): string {
  const status = call.query.get('status') ?? ''
  const [before, after] = is80(call) ? [because, '.'] : ['', '']
  if (status === '') throw new Refused(`${before}workflow status should not be empty${after}`, { raw: true })
  const target = wanted.all?.find((one) => one.toLowerCase() === status.toLowerCase())
  if (target !== undefined) return target
  const states = `[ ${(wanted.all ?? []).join(', ')} ]`
  const why = `'${status.toLowerCase()}' is not a possible state for change requests, available values are: ${states}`
  throw new Refused(`${before}${why}${after}`, { raw: true })
}

const one = (call: Call, request: ChangeRequest): Answer => ({
  id: String(request.id),
  data: { changeRequests: [shown(call, request)] },
})

/**
 * `status` is read from the parameters and never from JSON, whatever the documentation shows. Global tokens have no role:
 * whoever holds one may not move a change request that is open.
 */
function accept(call: Call): Answer {
  const { state, version } = call
  const [id = ''] = call.parameters
  const because = `Could not accept ChangeRequest ${id} details cause is: `
  const target = targetOf(call, because)
  const request = found(call, 'accept')
  if (!isOpen(request)) {
    const closed = `${because}ChangeRequest ${id} has already been ${request.status.toLowerCase()}.`
    throw is80(call) ? new Refused(closed, { raw: true, id }) : refusedTo(call, 'accept', closed)
  }
  if (!isUser(call)) {
    const why = `User is not authorized to update a '${request.status.toLowerCase()}' change`
    // 8.0 says “decline” here too.
    throw refusedTo(call, is80(call) ? 'decline' : 'accept', why)
  }
  const step = target === 'Deployed' ? 'deployment' : 'validation'
  if (version >= 23 && isSelf(call, request, step)) {
    const why = `You are not authorized to do that action on your own change request: self-${step} is disabled.`
    throw refusedTo(call, 'accept', why, 'SecurityError')
  }
  if (target !== 'Deployed' && (target !== 'Pending deployment' || request.status === target)) {
    const why = `${because}you could not send Change Request from '${request.status}' to '${target}'.`
    throw refusedTo(call, 'accept', why)
  }
  reasoned(call, 'accept')
  if (target === 'Deployed') deploy(state, request.id, call.now)
  else request.status = 'Pending deployment'
  log(call, `accept change request '${request.displayName}' (${request.id})`)
  return one(call, request)
}

/** Whoever may not is told that there is no step back; only 8.0 looked at the role first. */
function decline(call: Call): Answer {
  const request = found(call, 'decline')
  const [id = ''] = call.parameters
  if (is80(call) && isOpen(request) && !isUser(call))
    throw refusedTo(call, 'decline', `User is not authorized to update a '${request.status.toLowerCase()}' change`)
  const step = request.status === 'Pending deployment' ? 'deployment' : 'validation'
  if (!isOpen(request) || !isUser(call) || (call.version >= 23 && isSelf(call, request, step))) {
    const why = `could not decline ChangeRequest ${id}, because status '${request.status}' cannot be cancelled.`
    throw refusedTo(call, 'decline', `Could not decline ChangeRequest ${id} details cause is: ${why}`)
  }
  reasoned(call, 'decline')
  cancel(call.state, request.id)
  log(call, `decline change request '${request.displayName}' (${request.id})`)
  return one(call, request)
}

/** Before 9.0 from the parameters, since then from JSON. */
function rename(call: Call): Answer {
  const request = found(call, 'update')
  const field = call.version >= 22 && call.json ? fieldsOf(call.json, 'Could not update ChangeRequest') : undefined
  const value = (name: string) => (field ? field(name, text, quote) : (call.query.get(name) ?? undefined))
  request.displayName = value('name') ?? request.displayName
  request.description = value('description') ?? request.description
  return one(call, request)
}

const present = (state: RudderState) => state.validation.installed
const isOff = (state: RudderState) => state.validation.off === true

/** The change requests of the change-validation plugin; without the plugin these addresses do not exist. */
export const changeRequests: readonly Route[] = [
  {
    name: 'listChangeRequests',
    about: 'List all change requests',
    method: 'GET',
    path: 'changeRequests',
    present,
    isOff,
    answer: (call) => ({ data: list(call) }),
  },
  {
    name: 'changeRequestDetails',
    about: 'Get information about given change request',
    method: 'GET',
    path: 'changeRequests/{id}',
    present,
    isOff,
    answer: (call) => one(call, found(call, 'find')),
  },
  {
    name: 'acceptChangeRequest',
    about: 'Accept given change request',
    method: 'POST',
    path: 'changeRequests/{id}/accept',
    writes: true,
    present,
    isOff,
    answer: accept,
  },
  {
    name: 'declineChangeRequest',
    about: 'Decline given change request',
    method: 'DELETE',
    path: 'changeRequests/{id}',
    writes: true,
    present,
    isOff,
    answer: decline,
  },
  {
    name: 'updateChangeRequest',
    about: 'Update information about given change request',
    method: 'POST',
    path: 'changeRequests/{id}',
    writes: true,
    present,
    isOff,
    answer: rename,
  },
]
