import { defineWrite, UserError } from '#bot'
import {
  affects,
  changing,
  isReadable,
  leftToDo,
  mustBeOpen,
  objectsOf,
  proposalsIn,
  reachOfRequest,
  readDecision,
  readFleet,
  requestDecision,
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
  ...requestDecision,
  elsewhere: { objects: 'what it changes, but for what Rudder says itself: whether it can be accepted' },
  plan: async ({ args, state, reason, api }) => {
    const [{ later, promises }, { request, changed, fields, lists, whoDecides }, rules, fleet] = await Promise.all([
      changing(api, reason),
      readDecision(api, args.request),
      api.rules(),
      readFleet.all(api),
    ])
    mustBeOpen(request, state.status, 'Deployed')
    // Once it is deployed, its objects differ from when it was opened, because it changed them.
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
      fields: [...fields, { label: 'Nodes that it reaches', value: toldNodes(reached, fleet) }],
      lists,
      notes: [
        `It is ${leftToDo(state.status)} at once.`,
        later('the nodes apply it.'),
        ...unreportedNote(request, rules),
        whoDecides,
      ],
    }
  },
})
