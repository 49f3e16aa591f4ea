import { z } from 'zod'
import { count, defineWrite, UserError } from '#bot'
import { changing, gather, matching, rudder } from '#rudder'

export default defineWrite(rudder, {
  summary: 'Make a group of all nodes whose host name fits a pattern, now and later',
  examples: ['rudder group create Web Paris matching web-*.paris1.acme.net'],
  scopes: ['rudder:groups:read', 'rudder:nodes:read', 'rudder:settings:read'],
  writes: 'createGroup',
  says: { ask: 'Create', done: 'Created' },
  args: z.object({ name: z.string().min(3).max(255), pattern: z.string().max(200) }),
  joins: { pattern: 'matching' },
  state: z.object({ group: z.string().nullable(), hosts: z.string().nullable() }),
  look: async ({ args, api }) => {
    const group = (await gather(api.groups())).find(({ displayName }) => displayName === args.name)
    const [only, ...others] = group?.query?.where ?? []
    return {
      group: group?.displayName ?? null,
      hosts: others.length === 0 ? (only?.value ?? null) : 'several conditions',
    }
  },
  plan: async ({ args, state, reason, api }) => {
    const { validation } = await changing(api, reason)
    if (state.group !== null) throw new UserError(`There is a group called “${args.name}” already.`)
    const value = matching(args.pattern)
    if (value === undefined)
      throw new UserError(
        'A pattern is a host name where * stands for any letters and ? for one: web-*.paris1.acme.net. Letters, digits, dots and dashes beside.',
      )
    const nodes = await gather(api.nodes({ query: { include: 'minimal' } }))
    const whole = new RegExp(`^${value}$`)
    const found = nodes.map(({ hostname }) => hostname).filter((hostname) => whole.test(hostname))
    return {
      call: {
        body: {
          ...{ displayName: args.name, category: 'GroupRoot', dynamic: true },
          query: {
            ...{ select: 'node', composition: 'and' },
            where: [{ objectType: 'node', attribute: 'nodeHostname', comparator: 'regex', value }],
          },
        },
      },
      after: { group: args.name, hosts: value },
      impact: { nodes: 0 },
      fields: [{ label: 'Nodes that fit now', value: `${count(found.length)} of ${count(nodes.length)}` }],
      lists: [{ title: 'Nodes that fit now', items: found.sort().slice(0, most), total: found.length }].filter(
        ({ items }) => items.length > 0,
      ),
      notes: [
        'No rule is applied to a new group, so nothing happens on any node. Nodes that fit later join it by themselves.',
        ...(validation ? ['Where change validation covers one of its nodes, it comes disabled.'] : []),
      ],
    }
  },
})

/** How many nodes are named. */
const most = 8
