import { defineWrite, UserError } from '#bot'
import { changing, nodeDecision, pendingNode, pendingNodesPage, rudder, untagged } from '#rudder'

export default defineWrite(rudder, {
  summary: 'Refuse a node that waits to be accepted',
  examples: ['rudder node refuse web-190.lyon2.acme.net'],
  scopes: ['rudder:nodes:read', 'rudder:settings:read'],
  writes: 'decideNode',
  sends: ['status'],
  says: { ask: 'refuse', done: 'refused', button: 'Refuse', danger: true },
  ...nodeDecision,
  plan: async ({ args, state, reason, api }) => {
    const [, { fields }] = await Promise.all([changing(api, reason), pendingNode(api, args.node.id)])
    if (state.node === 'accepted') throw new UserError('It is accepted already, so it can no longer be refused.')
    return {
      call: { nodeId: args.node.id, body: { status: 'refused' as const } },
      after: { node: 'not in Rudder' as const },
      reach: 1,
      tagged: untagged,
      page: pendingNodesPage,
      fields,
      notes: [{ lasts: 'Rudder drops its inventory. It waits again when its agent sends a new one.' }],
    }
  },
})
