import { z } from 'zod'
import { defineWrite, UserError } from '#bot'
import {
  aboutOf,
  affects,
  changeItems,
  changesOf,
  changing,
  findRequestNumber,
  holdsOfRequest,
  objectsOf,
  reachOfRequest,
  readFleet,
  requestHolds,
  rudder,
  toldCount,
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
  reads: ['changeRequest'],
  holds: requestHolds,
  elsewhere: { objects: 'what it changes, but for what Rudder says itself: whether it can be accepted' },
  look: async ({ args, mac, api }) => {
    const request = await api.changeRequest({ changeRequestId: args.request.id })
    return { state: { status: request.status }, holds: holdsOfRequest(request, mac) }
  },
  plan: async ({ args, state, reason, api }) => {
    const { every } = await changing(api, reason)
    const request = await api.changeRequest({ changeRequestId: args.request.id })
    if (!/^pending/i.test(state.status) && state.status !== 'Deployed')
      throw new UserError(`Change request #${request.id} is closed already: ${state.status}.`)
    if (request.acceptable === false)
      throw new UserError(
        `Change request #${request.id} cannot be accepted: what it would change was changed since it was opened.`,
      )
    const fleet = await readFleet.all(api)
    const reached = reachOfRequest(request, await api.rules(), fleet)
    return {
      call: { changeRequestId: request.id },
      after: { status: 'Deployed' },
      ...affects(reached, fleet),
      accepts: {
        pending: `change request #${request.id}`,
        words: `${request.displayName} ${request.description}`,
        objects: objectsOf(request),
      },
      fields: [
        { label: 'About', value: aboutOf(request) },
        { label: 'Opened by', value: request.createdBy || 'not said' },
        { label: 'Nodes that it reaches', value: toldCount(reached?.size ?? null) },
      ],
      lists: [{ title: 'What it changes', items: changeItems(await changesOf(api, request)) }].filter(
        ({ items }) => items.length > 0,
      ),
      notes: [
        `It is validated and deployed at once. After new policies are generated, the nodes take it up at their next run (every ${every} min).`,
        'Rudder lets only the token of a user decide on it, who is validator and deployer there; who opened it from here may not accept it.',
      ],
    }
  },
})
