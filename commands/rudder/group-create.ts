import { z } from 'zod'
import { count, defineWrite, UserError, withItems } from '#bot'
import { changing, gather, matching, mustBeNew, queryWords, readFleet, rudder, toldCount, untagged } from '#rudder'

export default defineWrite(rudder, {
  summary: 'Make a group of all nodes whose host name fits a pattern, now and later',
  examples: ['rudder group create Web Paris matching web-*.paris1.acme.net'],
  scopes: ['rudder:groups:read', 'rudder:nodes:read', 'rudder:settings:read'],
  writes: 'createGroup',
  sends: ['displayName', 'category', 'dynamic', 'query'],
  says: { ask: 'create', done: 'created', kinds: { name: 'group' } },
  args: z.object({ name: z.string().min(3).max(255), pattern: z.string().max(200) }),
  joins: { pattern: 'matching' },
  state: z.object({ group: z.string().nullable(), nodes: z.string() }),
  labels: { group: 'Group', nodes: 'Holds' },
  reads: ['groups'],
  readState: async ({ args, api }) => {
    const group = (await gather(api.groups())).find(({ displayName }) => displayName === args.name)
    return { state: { group: group?.displayName ?? null, nodes: group ? queryWords(group.query) : 'nothing' } }
  },
  plan: async ({ args, state, reason, api }) => {
    const [{ validation }, { names = new Map(), limit }] = await Promise.all([
      changing(api, reason),
      readFleet.all(api),
    ])
    mustBeNew('group', args.name, state.group !== null)
    const pattern = matching(args.pattern)
    if (pattern === undefined)
      throw new UserError(
        'A pattern is a host name where * stands for any letters and ? for one: web-*.paris1.acme.net. Letters, digits, dots and dashes beside.',
      )
    if (args.pattern.split('*').length - 1 > stars)
      throw new UserError(
        `A pattern has at most ${stars} *: Rudder tries each of them in every way, on every node, again and again.`,
      )
    const query = {
      select: 'node',
      composition: 'and',
      where: [{ objectType: 'node', attribute: 'nodeHostname', comparator: 'regex', value: pattern.value }],
    }
    // Such a query leaves out the policy servers; Rudder does not report relays here.
    const nodes = [...names].filter(([id]) => id !== 'root')
    const found = nodes.map(([, hostname]) => hostname).filter(pattern.fits)
    const fit = `${count(found.length)} of ${count(nodes.length)}`
    return {
      call: {
        body: {
          displayName: args.name,
          category: 'GroupRoot',
          dynamic: true,
          query,
        },
      },
      after: { group: args.name, nodes: queryWords(query) },
      reach: 0,
      promises: { validation },
      tagged: untagged,
      fields: [{ label: 'Nodes that fit now', value: limit === undefined ? fit : toldCount(found.length, { limit }) }],
      lists: withItems([{ title: 'Nodes that fit now', items: found.sort().slice(0, most), total: found.length }]),
      notes: [
        'No rule is applied to a new group, so nothing happens on any node.',
        {
          lasts: `${limit === undefined ? `${fit} nodes fit` : `${fit} nodes that I see fit; ${limit}`}. Nodes that fit later join by themselves.`,
        },
        ...(validation ? ['Where change validation covers one of its nodes, it comes disabled.'] : []),
      ],
    }
  },
})

/** How many nodes are named. */
const most = 8
/** How many `*` a pattern may have. */
const stars = 5
