import { defineWrite } from '#bot'
import { changing, mustBeOpen, readDecision, requestDecision, rudder, untagged } from '#rudder'

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
  ...requestDecision,
  plan: async ({ args, state, reason, api }) => {
    const [{ request, fields, lists, whoDecides }] = await Promise.all([
      readDecision(api, args.request),
      changing(api, reason),
    ])
    mustBeOpen(request, state.status, 'Cancelled')
    return {
      call: { changeRequestId: request.id },
      after: { status: 'Cancelled' },
      reach: 0,
      tagged: untagged,
      declines: `change request #${request.id}`,
      fields,
      lists,
      notes: [
        "Nothing listed here is changed. A declined request can't be reopened: request the change again.",
        whoDecides,
      ],
    }
  },
})
