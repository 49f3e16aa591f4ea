import { gather } from './gather.ts'
import type { Group, Node } from './shapes/index.ts'
import type { Fleet } from './targets.ts'

interface FleetApi {
  groups(): AsyncIterable<Group>
  nodes(input: { query: { include: 'minimal' } }): AsyncIterable<Node>
}

/** Reads what the targets of rules are made of. */
export const readFleet = {
  groups: (api: Pick<FleetApi, 'groups'>): Promise<Group[]> => gather(api.groups()),
  all: async (api: FleetApi): Promise<Fleet> => {
    const groups = await gather(api.groups())
    const names = new Map<string, string>()
    for await (const { id, hostname } of api.nodes({ query: { include: 'minimal' } })) names.set(id, hostname)
    const nodes = [...names.keys()]
    // Rudder names no relays here; the policy server itself is always `root`.
    return { groups, nodes, names, policyServers: nodes.filter((id) => id === 'root') }
  },
}
