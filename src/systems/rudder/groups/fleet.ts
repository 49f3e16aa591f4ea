import { limitOn, type Tenants, tenantsOr } from '../access/tenants.ts'
import { type OwnMode, ownMode } from '../directives/modes.ts'
import { gather } from '../reads/gather.ts'
import type { Group, Node } from '../shapes/index.ts'
import type { Fleet } from './targets.ts'

interface FleetApi {
  groups(): AsyncIterable<Group>
  nodes(input: { query: { include: 'minimal,policyMode,state' } }): AsyncIterable<Node>
  nodeTenants(): Promise<Tenants>
}

/** States in which a node gets no policies from rules. */
const idleStates: readonly string[] = ['ignored', 'empty-policies']

/** Reads what the targets of rules are made of. */
export const readFleet = {
  groups: (api: Pick<FleetApi, 'groups'>): Promise<Group[]> => gather(api.groups()),
  all: async (api: FleetApi): Promise<Fleet> => {
    const [groups, own, tenants] = await Promise.all([
      gather(api.groups()),
      readNodes(api),
      tenantsOr(api.nodeTenants()),
    ])
    const nodes = [...own.names.keys()]
    const limit = limitOn(tenants, groups, new Set(nodes))
    // Rudder does not report relays here; the policy server itself is always `root`.
    return { groups, nodes, limit, ...own, policyServers: nodes.filter((id) => id === 'root') }
  },
}

const readNodes = async (api: Pick<FleetApi, 'nodes'>) => {
  const names = new Map<string, string>()
  const modes = new Map<string, OwnMode>()
  const idle = new Set<string>()
  for await (const { id, hostname, policyMode, state } of api.nodes({
    query: { include: 'minimal,policyMode,state' },
  })) {
    names.set(id, hostname)
    const own = ownMode(policyMode)
    if (own !== 'default') modes.set(id, own)
    if (idleStates.includes(state ?? '')) idle.add(id)
  }
  return { names, modes, idle }
}
