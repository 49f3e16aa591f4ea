import { z } from 'zod'
import { count, defineRead, progress, typed } from '#bot'
import { gather, hostList, mostly, nodesIn, type Part, rudder, ruleNodes, statesOf } from '#rudder'

/** How many rules are read. */
const most = 5

export default defineRead(rudder, {
  summary: 'Which nodes have not applied their newest policies yet, and what waits there?',
  examples: ['rudder pending'],
  scopes: ['rudder:compliance:read', 'rudder:rules:read', 'rudder:nodes:read', 'rudder:settings:read'],
  args: z.object({}),
  facts: { pending: 'count', nodes: 'count', new: 'count' },
  async *run({ api }) {
    yield progress('reading the state of all nodes')
    const every = await api.runFrequency()
    const { nodes, all } = await nodesIn(api, ['pending'])
    const enabled = new Set((await api.rules()).filter((rule) => rule.enabled).map(({ id }) => id))
    const waiting: Part[] = []
    for await (const rule of api.rulesCompliance({ query: { level: 1 } }))
      if (enabled.has(rule.id) && statesOf(rule).has('pending')) waiting.push(rule)
    waiting.sort((a, b) => (b.complianceDetails.applying ?? 0) - (a.complianceDetails.applying ?? 0))
    const close = await Promise.all(
      waiting.slice(0, most).map(async ({ id, name }) => {
        let [all, pending] = [0, 0]
        for await (const node of ruleNodes(api, id)) {
          all += 1
          if (statesOf(node).has('pending')) pending += 1
        }
        return { id, name, text: `${count(pending)} of ${count(all)} nodes pending` }
      }),
    )
    const fresh = await gather(api.pendingNodes({ query: { include: 'default' } }))
    const names = nodes.map(({ name }) => name)
    return {
      title:
        nodes.length === 0
          ? `No node is pending: all ${count(all)} have their newest policies`
          : `${count(nodes.length)} of ${count(all)} nodes ${nodes.length === 1 ? 'has' : 'have'} not applied the newest policies yet${mostly(names)}`,
      facts: { pending: nodes.length, nodes: all, new: fresh.length },
      fields: [],
      lists: [
        {
          title: 'Rules that wait for nodes',
          items: close.map(({ name, text }) => ({ name, text })),
          total: waiting.length,
        },
        hostList('Where', names),
      ].filter(({ items }) => items.length > 0),
      notes: [
        ...(nodes.length > 0
          ? [
              `Pending is not failing: a node takes its policies up at its next run, every ${every} min. One that stays so does not run.`,
            ]
          : []),
        ...(fresh.length > 0
          ? [`${count(fresh.length)} new ${fresh.length === 1 ? 'node waits' : 'nodes wait'} to be accepted.`]
          : []),
      ],
      next: [
        ...close.slice(0, 1).map((rule) => `rudder compliance ${typed(rule)}`),
        ...(fresh.length > 0 ? ['rudder nodes new'] : []),
        'rudder requests',
      ],
      provenance: { renewed: `agents report every ${every} min` },
    }
  },
})
