import { z } from 'zod'
import { count, defineWrite, UserError } from '#bot'
import { changing, findGroup, notReadBack, rudder } from '#rudder'

export default defineWrite(rudder, {
  summary: 'Find the nodes of a group anew, now',
  examples: ['rudder group reload Web servers'],
  scopes: ['rudder:groups:read', 'rudder:settings:read'],
  writes: 'reloadGroup',
  says: { ask: 'reload', done: 'reloaded' },
  ...notReadBack,
  args: z.object({ group: z.string() }),
  names: { group: findGroup },
  output: ({ nodeIds }) => `${count(nodeIds.length)} ${nodeIds.length === 1 ? 'node is' : 'nodes are'} in it.`,
  plan: async ({ args, reason, api }) => {
    const [{ dynamic, nodeIds }] = await Promise.all([api.group({ groupId: args.group.id }), changing(api, reason)])
    if (dynamic === false) throw new UserError('This group is a fixed list of nodes: there is nothing to find anew.')
    return {
      call: { groupId: args.group.id },
      after: {},
      reach: 'unknown',
      tagged: 'unknown',
      fields: [{ label: 'Nodes in it now', value: count(nodeIds.length) }],
      notes: [
        'Rudder does this by itself every few minutes; nodes that join or leave get or lose the rules of the group.',
      ],
    }
  },
})
