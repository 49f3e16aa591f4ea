import { z } from 'zod'
import { count, defineRead, typedName } from '#bot'
import { byName, gather, rudder } from '#rudder'

/** How many rows are shown at once. */
const most = 25

export default defineRead(rudder, {
  summary: 'Which nodes sent an inventory and wait to be accepted?',
  examples: ['rudder nodes new'],
  scopes: ['rudder:nodes:read'],
  args: z.object({}),
  facts: { new: 'count', twice: 'count' },
  run: async ({ api }) => {
    const found = (await gather(api.pendingNodes({ query: { include: 'default' } }))).sort((a, b) =>
      byName(a.hostname, b.hostname),
    )
    const known = new Set<string>()
    if (found.length > 0)
      for await (const { hostname } of api.nodes({ query: { include: 'minimal' } })) known.add(hostname.toLowerCase())
    const twice = found.filter(({ hostname }) => known.has(hostname.toLowerCase()))
    return {
      title:
        found.length === 0
          ? 'No node waits to be accepted'
          : `${count(found.length)} new ${found.length === 1 ? 'node waits' : 'nodes wait'} to be accepted`,
      facts: { new: found.length, twice: twice.length },
      fields: [],
      ...(found.length > 0 && {
        table: {
          columns: [
            { label: 'Node', type: 'text' },
            { label: 'System', type: 'text' },
            { label: 'Addresses', type: 'text' },
            { label: 'Id', type: 'text' },
          ],
          rows: found.map(({ hostname, os, ipAddresses = [], id }) => [
            hostname,
            os?.fullName ?? os?.name,
            ipAddresses.slice(0, 3).join(', ') || null,
            id,
          ]),
          atOnce: most,
        },
      }),
      notes: [
        ...(found.length > 0
          ? ['A node is what it says of itself: make sure that you know it before it is accepted.']
          : []),
        ...twice
          .slice(0, 3)
          .map(({ hostname }) => `There is a node called ${hostname} already: is this the same machine?`),
      ],
      next: found.slice(0, 3).map(({ id, hostname }) => `rudder node accept ${typedName({ id, name: hostname })}`),
    }
  },
})
