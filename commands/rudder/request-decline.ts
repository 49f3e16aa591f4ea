import { z } from 'zod'
import { defineWrite, UserError } from '#bot'
import {
  aboutOf,
  changeLists,
  changesOf,
  changing,
  findRequestNumber,
  preconditionsOfRequest,
  requestPreconditions,
  rudder,
  untagged,
} from '#rudder'

export default defineWrite(rudder, {
  summary: 'Decline a change request: nothing in it is changed',
  examples: ['rudder request decline 42', 'rudder request 42 decline because it was agreed in CAB-7'],
  also: ['rudder change decline'],
  scopes: [
    'rudder:requests:read',
    'rudder:rules:read',
    'rudder:groups:read',
    'rudder:nodes:read',
    'rudder:compliance:read',
    'rudder:settings:read',
  ],
  writes: 'declineChangeRequest',
  says: { ask: 'decline', done: 'declined', button: 'Decline', kinds: { request: 'change request' } },
  final: true,
  args: z.object({ request: z.string() }),
  names: { request: findRequestNumber },
  state: z.object({ status: z.string() }),
  labels: { status: 'Status' },
  reads: ['changeRequest'],
  preconditions: requestPreconditions,
  readState: async ({ args, mac, api }) => {
    const request = await api.changeRequest({ changeRequestId: args.request.id })
    return { state: { status: request.status }, preconditions: preconditionsOfRequest(request, mac) }
  },
  plan: async ({ args, state, reason, api }) => {
    const reading = api.changeRequest({ changeRequestId: args.request.id })
    const [request, changed] = await Promise.all([
      reading,
      reading.then((request) => changesOf(api, request)),
      changing(api, reason),
    ])
    if (!/^pending/i.test(state.status) && state.status !== 'Cancelled')
      throw new UserError(`Change request #${request.id} is already closed: ${state.status}.`)
    return {
      call: { changeRequestId: request.id },
      after: { status: 'Cancelled' },
      reach: 0,
      tagged: untagged,
      declines: `change request #${request.id}`,
      fields: [
        { label: 'About', value: aboutOf(request) },
        { label: 'Opened by', value: request.createdBy || 'not reported' },
      ],
      lists: changeLists(changed),
      notes: [
        "Nothing listed here is changed. A declined request can't be reopened: request the change again.",
        'Only a Rudder user with the validator and deployer roles can decide, so the bot uses the token of one.',
      ],
    }
  },
})
