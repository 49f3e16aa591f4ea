import { z } from 'zod'
import { defineWrite, UserError } from '#bot'
import {
  aboutOf,
  changeItems,
  changesOf,
  changing,
  findRequestNumber,
  holdsOfRequest,
  requestHolds,
  rudder,
} from '#rudder'

export default defineWrite(rudder, {
  summary: 'Decline a change request: nothing of it is changed',
  examples: ['rudder request decline 42', 'rudder request 42 decline because it was agreed in CAB-7'],
  also: ['rudder change decline'],
  scopes: ['rudder:requests:read', 'rudder:groups:read', 'rudder:compliance:read', 'rudder:settings:read'],
  writes: 'declineChangeRequest',
  says: { ask: 'decline', done: 'declined', button: 'Decline' },
  final: true,
  args: z.object({ request: z.string() }),
  names: { request: findRequestNumber },
  state: z.object({ status: z.string() }),
  labels: { status: 'Status' },
  reads: ['changeRequest'],
  holds: requestHolds,
  look: async ({ args, mac, api }) => {
    const request = await api.changeRequest({ changeRequestId: args.request.id })
    return { state: { status: request.status }, holds: holdsOfRequest(request, mac) }
  },
  plan: async ({ args, state, reason, api }) => {
    await changing(api, reason)
    const request = await api.changeRequest({ changeRequestId: args.request.id })
    if (!/^pending/i.test(state.status) && state.status !== 'Cancelled')
      throw new UserError(`Change request #${request.id} is closed already: ${state.status}.`)
    return {
      call: { changeRequestId: request.id },
      after: { status: 'Cancelled' },
      reach: 0,
      tags: [],
      fields: [
        { label: 'About', value: aboutOf(request) },
        { label: 'Opened by', value: request.createdBy || 'not said' },
      ],
      lists: [{ title: 'What is not changed then', items: changeItems(await changesOf(api, request)) }].filter(
        ({ items }) => items.length > 0,
      ),
      notes: [
        'Nothing of it is changed. It cannot be opened again: the change must be asked for anew.',
        'Rudder lets only the token of a user decide on it, who is validator and deployer there.',
      ],
    }
  },
})
