import { z } from 'zod'
import { defineWrite } from '#bot'
import { changing, dateWords, effectiveMode, findNode, ownMode, readGlobalMode, rudder, untagged } from '#rudder'

export default defineWrite(rudder, {
  summary: 'Run the agent of a node now, and show what it prints',
  examples: ['rudder node run web-101.paris1.acme.net'],
  scopes: ['rudder:nodes:read', 'rudder:settings:read'],
  writes: 'runAgent',
  says: { ask: 'run the agent of', done: 'ran the agent of', button: 'Run the agent' },
  readBack: false,
  args: z.object({ node: z.string() }),
  names: { node: findNode },
  state: z.object({}),
  labels: {},
  reads: ['node'],
  preconditions: { hostname: { label: 'host name', undo: false } },
  readState: async ({ args, api }) => {
    const { hostname } = await api.node({ nodeId: args.node.id, query: { include: 'default' } })
    return { state: {}, preconditions: { hostname } }
  },
  output: ({ text }) => text,
  plan: async ({ args, reason, api }) => {
    const [{ every }, all, node] = await Promise.all([
      changing(api, reason),
      readGlobalMode(api),
      api.node({ nodeId: args.node.id, query: { include: 'default' } }),
    ])
    // Even an enforcing directive is overridden by that.
    const onlyAudits = effectiveMode(all, ownMode(node.policyMode), 'enforce') === 'audit'
    return {
      call: { nodeId: node.id },
      after: {},
      reach: 1,
      tagged: untagged,
      promises: { repairs: !onlyAudits },
      fields: [
        { label: 'Last run', value: dateWords(node.lastRunDate) ?? 'not said' },
        { label: 'Mode', value: all.overridable ? (node.policyMode ?? 'not said') : all.standard },
      ],
      notes: [
        `It applies the policies that the node has now, as the agent does by itself every ${every} min: ${onlyAudits ? `nothing is repaired, because ${all.overridable ? 'the node is in audit mode' : "the global mode is audit and can't be overridden"}` : 'what is enforced is repaired'}.`,
        { lasts: 'What the agent prints is shown unchecked, and cut if it is long.' },
      ],
    }
  },
})
