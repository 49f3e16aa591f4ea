import { z } from 'zod'
import { defineWrite, UserError } from '#bot'
import {
  changing,
  findPendingNode,
  pendingNode,
  pendingNodePreconditions,
  pendingNodesPage,
  rudder,
  untagged,
} from '#rudder'

export default defineWrite(rudder, {
  summary: 'Refuse a node that waits to be accepted',
  examples: ['rudder node refuse web-190.lyon2.acme.net'],
  scopes: ['rudder:nodes:read', 'rudder:settings:read'],
  writes: 'decideNode',
  sends: ['status'],
  says: { ask: 'refuse', done: 'refused', button: 'Refuse', danger: true },
  args: z.object({ node: z.string() }),
  names: { node: findPendingNode },
  state: z.object({ node: z.enum(['waiting', 'accepted', 'not in Rudder']) }),
  labels: { node: 'Node' },
  // From the lists: whether the read of one node finds those that wait differs by version.
  reads: ['pendingNodes', 'nodes'],
  preconditions: pendingNodePreconditions,
  readState: async ({ args, api }) => {
    const { standing, preconditions } = await pendingNode(api, args.node.id)
    return { state: { node: standing }, preconditions }
  },
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
