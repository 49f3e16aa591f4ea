import { defineWrite, UserError } from '#bot'
import { changing, nodeDecision, pendingNode, pendingNodesPage, rudder, untagged } from '#rudder'

export default defineWrite(rudder, {
  summary: 'Let a node that waits join Rudder',
  examples: ['rudder node accept web-190.lyon2.acme.net'],
  scopes: ['rudder:nodes:read', 'rudder:settings:read'],
  writes: 'decideNode',
  sends: ['status'],
  says: { ask: 'accept', done: 'accepted', button: 'Accept' },
  ...nodeDecision,
  plan: async ({ args, state, reason, api }) => {
    const [{ later, promises }, { fields, hasKey }] = await Promise.all([
      changing(api, reason),
      pendingNode(api, args.node.id),
    ])
    if (state.node === 'not in Rudder') throw new UserError('Rudder no longer lists it: it was refused or deleted.')
    return {
      call: { nodeId: args.node.id, body: { status: 'accepted' as const } },
      after: { node: 'accepted' as const },
      reach: 1,
      tagged: untagged,
      page: pendingNodesPage,
      promises,
      fields,
      notes: [
        'It joins the groups that it fits.',
        later('it gets the rules of its groups.', 'its'),
        hasKey
          ? 'Rudder trusts this key from then on. Compare it with the output of this command on the node: openssl x509 -noout -fingerprint -sha256 -in /opt/rudder/etc/ssl/agent.cert'
          : "Rudder doesn't report the key of this node. Make sure that the node is yours: Rudder trusts its key from then on.",
      ],
    }
  },
})
