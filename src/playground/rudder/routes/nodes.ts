import { Refused } from '../refused.ts'
import type { Call, Route } from '../route.ts'
import type { Node } from '../state.ts'

const agentRun = 5 * 60_000

/** ISO time to the second, as the server prints it. */
const printed = (at: number) => `${new Date(at).toISOString().slice(0, 19)}Z`

function lastRun(call: Call, node: Node): number {
  if (node.silent) return node.lastRunAt
  const offset = [...node.id].reduce((sum, letter) => sum + letter.charCodeAt(0) * 977, 0) % agentRun
  return Math.floor((call.now - offset) / agentRun) * agentRun + offset
}

const minimal = ['id', 'hostname', 'status']
const usual = [...minimal, 'state', 'os', 'architectureDescription', 'ram', 'machine', 'ipAddresses', 'description']
const dated = ['acceptanceDate', 'lastInventoryDate', 'lastRunDate', 'policyServerId', 'managementTechnology']
const sets: Readonly<Record<string, readonly string[]>> = {
  minimal,
  default: [...usual, ...dated, 'properties', 'policyMode', 'timezone'],
}

function all(call: Call, node: Node): Record<string, unknown> {
  const { id, hostname, os, ram, ipAddresses, properties, policyMode } = node
  return {
    ...{ id, hostname, status: 'accepted', state: 'enabled', os, architectureDescription: 'x86_64', ram },
    machine: { id: `machine-${id}`, type: 'Virtual', provider: 'qemu' },
    ipAddresses,
    description: '',
    acceptanceDate: '2024-03-01T09:00:00Z',
    lastInventoryDate: printed(Math.floor(lastRun(call, node) / 86_400_000) * 86_400_000),
    lastRunDate: printed(lastRun(call, node)),
    policyServerId: 'root',
    managementTechnology: [
      { name: 'Rudder', version: call.server.rudder, capabilities: [], nodeKind: node.policyServer ? 'root' : 'node' },
    ],
    properties,
    policyMode,
    timezone: { name: 'UTC', offset: '+0000' },
    accounts: ['root', 'www-data'],
  }
}

function shown(call: Call, node: Node): unknown {
  const asked = (call.query.get('include') ?? 'default').split(',')
  const base = asked.some((one) => one in sets || one === 'full') ? [] : (sets.default ?? [])
  const keys = new Set([...base, ...asked.flatMap((one) => sets[one === 'full' ? 'default' : one] ?? [one])])
  if (asked.includes('full')) keys.add('accounts')
  return Object.fromEntries(Object.entries(all(call, node)).filter(([name]) => keys.has(name)))
}

const one = (call: Call) => {
  const [id] = call.parameters
  const node = call.state.nodes.find((each) => each.id === id)
  if (!node) throw new Refused(`Node with id '${id}' was not found`)
  return { id: node.id, data: { nodes: [shown(call, node)] } }
}

/** The accepted nodes; which fields they carry is asked for with `include`. There are no pending ones. */
export const nodes: readonly Route[] = [
  {
    name: 'listAcceptedNodes',
    about: 'List all accepted nodes with configurable details level',
    method: 'GET',
    path: 'nodes',
    answer: (call) => ({ data: { nodes: call.state.nodes.map((node) => shown(call, node)) } }),
  },
  {
    name: 'listPendingNodes',
    about: 'List all pending nodes with configurable details level',
    method: 'GET',
    path: 'nodes/pending',
    answer: () => ({ data: { nodes: [] } }),
  },
  {
    name: 'nodeDetails',
    about: 'Get information about given accepted node',
    method: 'GET',
    path: 'nodes/{id}',
    answer: one,
  },
]
