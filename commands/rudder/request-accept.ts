import { z } from 'zod'
import { defineWrite, UserError } from '#bot'
import {
  aboutOf,
  affects,
  changeLists,
  changesOf,
  changing,
  findRequestNumber,
  isReadable,
  leftToDo,
  objectsOf,
  preconditionsOfRequest,
  proposalsIn,
  reachOfRequest,
  readFleet,
  requestPreconditions,
  rudder,
  taggedRequest,
  toldNodes,
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
  accepts: true,
  says: { ask: 'accept', done: 'accepted', button: 'Accept', kinds: { request: 'change request' } },
  args: z.object({ request: z.string() }),
  names: { request: findRequestNumber },
  state: z.object({ status: z.string() }),
  labels: { status: 'Status' },
  reads: ['changeRequest'],
  preconditions: requestPreconditions,
  elsewhere: { objects: 'what it changes, but for what Rudder says itself: whether it can be accepted' },
  readState: async ({ args, mac, api }) => {
    const request = await api.changeRequest({ changeRequestId: args.request.id })
    return { state: { status: request.status }, preconditions: preconditionsOfRequest(request, mac) }
  },
  plan: async ({ args, state, reason, api }) => {
    const reading = api.changeRequest({ changeRequestId: args.request.id })
    const [{ later, promises }, request, rules, fleet, changed] = await Promise.all([
      changing(api, reason),
      reading,
      api.rules(),
      readFleet.all(api),
      reading.then((request) => changesOf(api, request)),
    ])
    if (!/^pending/i.test(state.status) && state.status !== 'Deployed')
      throw new UserError(`Change request #${request.id} is already closed: ${state.status}.`)
    // What it changed is no longer as it was when it was opened: it changed that itself.
    if (request.acceptable === false && state.status !== 'Deployed')
      throw new UserError(
        `Change request #${request.id} can't be accepted: something that it changes has changed since it was opened. Decline it, and request the change again.`,
      )
    const reached = reachOfRequest(request, rules, fleet)
    return {
      call: { changeRequestId: request.id },
      after: { status: 'Deployed' },
      ...affects(reached, fleet),
      tagged: taggedRequest(request, rules),
      promises,
      accepts: {
        pending: `change request #${request.id}`,
        words: `${request.displayName} ${request.description}`,
        proposals: proposalsIn(request),
        opener: request.createdBy,
        objects: objectsOf(request),
        isReadable: isReadable(changed),
      },
      fields: [
        { label: 'About', value: aboutOf(request) },
        { label: 'Opened by', value: request.createdBy || 'not reported' },
        { label: 'Nodes that it reaches', value: toldNodes(reached, fleet) },
      ],
      lists: changeLists(changed),
      notes: [
        `It is ${leftToDo(state.status)} at once.`,
        later('the nodes apply it.'),
        ...unreportedNote(request, rules),
        'Only a Rudder user with the validator and deployer roles can decide, so the bot uses the token of one.',
      ],
    }
  },
})
