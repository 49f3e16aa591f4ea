import { z } from 'zod'
import { defineWrite, UserError } from '#bot'
import {
  aboutOf,
  changeLists,
  changesOf,
  changing,
  findRequestNumber,
  isReadable,
  objectsOf,
  proposalsIn,
  reachOfRequest,
  readFleet,
  requestPage,
  rudder,
  toldCount,
  unreportedNote,
} from '#rudder'

export default defineWrite(rudder, {
  summary: 'Deploy a change request: make the change that it asks for',
  examples: ['rudder request accept 42', 'rudder request 42 accept because it was agreed in CAB-7'],
  also: ['rudder change accept'],
  scopes: [
    'rudder:requests:read',
    'rudder:rules:read',
    'rudder:groups:read',
    'rudder:nodes:read',
    'rudder:compliance:read',
    'rudder:settings:read',
  ],
  writes: 'deployChangeRequest',
  says: { ask: 'accept', done: 'accepted', button: 'Accept' },
  args: z.object({ request: z.string() }),
  names: { request: findRequestNumber },
  state: z.object({ status: z.string() }),
  labels: { status: 'Status' },
  look: async ({ args, api }) => ({ status: (await api.changeRequest({ changeRequestId: args.request.id })).status }),
  plan: async ({ args, state, reason, mac, api, web, source }) => {
    const { every } = await changing(api, reason)
    const request = await api.changeRequest({ changeRequestId: args.request.id })
    if (!/^pending/i.test(state.status) && state.status !== 'Deployed')
      throw new UserError(`Change request #${request.id} is already closed: ${state.status}.`)
    if (request.acceptable === false)
      throw new UserError(
        `Change request #${request.id} can't be accepted: something that it changes has changed since it was opened. Decline it, and request the change again.`,
      )
    const [rules, fleet, changed] = await Promise.all([api.rules(), readFleet.all(api), changesOf(api, request)])
    const nodes = reachOfRequest(request, rules, fleet)
    return {
      call: { changeRequestId: request.id },
      after: { status: 'Deployed' },
      reach: nodes ?? 'unknown',
      accepts: {
        pending: `change request #${request.id}`,
        words: `${request.displayName} ${request.description}`,
        proposals: proposalsIn(request),
        opener: request.createdBy,
        objects: objectsOf(request),
        isReadable: isReadable(changed),
        ...requestPage(web, source, request.id),
      },
      rests: { title: request.displayName, changes: request.changes.sealed.hashed(mac) },
      fields: [
        { label: 'About', value: aboutOf(request) },
        { label: 'Opened by', value: request.createdBy || 'not reported' },
        { label: 'Nodes that it reaches', value: toldCount(nodes) },
      ],
      lists: changeLists(changed),
      notes: [
        `It is validated and deployed at once. After new policies are generated, the nodes apply it at their next run (every ${every} min).`,
        ...unreportedNote(request),
        'Only a Rudder user with the validator and deployer roles can decide, so the bot uses the token of one.',
      ],
    }
  },
})
