import { agentOutput } from '../agent.ts'
import { log } from '../change.ts'
import { fieldsOf, quote, text } from '../fields.ts'
import { beforeChange } from '../generation.ts'
import { updateDynamicGroups } from '../members.ts'
import { Refused } from '../refused.ts'
import type { Answer, Call, Route } from '../route.ts'
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
  const { id, hostname, os, ram, ipAddresses, properties, policyMode, certificate } = node
  return {
    id,
    hostname,
    status: call.state.pendingNodes.includes(node) ? 'pending' : 'accepted',
    state: node.state ?? 'enabled',
    os,
    architectureDescription: 'x86_64',
    ram,
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
    managementTechnologyDetails: { cfengineKeys: certificate ? [certificate] : [], cfengineUser: 'root' },
  }
}

function shown(call: Call, node: Node): unknown {
  const asked = (call.query.get('include') ?? 'default').split(',')
  const base = asked.some((one) => one in sets || one === 'full') ? [] : (sets.default ?? [])
  const keys = new Set([...base, ...asked.flatMap((one) => sets[one === 'full' ? 'default' : one] ?? [one])])
  if (asked.includes('full')) for (const one of ['accounts', 'managementTechnologyDetails']) keys.add(one)
  return Object.fromEntries(Object.entries(all(call, node)).filter(([name]) => keys.has(name)))
}

const one = (call: Call) => {
  const [id] = call.parameters
  const node = call.state.nodes.find((each) => each.id === id)
  if (!node) throw new Refused(`Node with id '${id}' was not found`)
  return { id: node.id, data: { nodes: [shown(call, node)] } }
}

/** As the server does it: also a node that was refused says `pending`. */
function decide(call: Call): Answer {
  const { state, now, json, query } = call
  const [id] = call.parameters
  const in80 = call.server.versions.at(-1) === 18
  const refuse = (why: string) =>
    new Refused(in80 ? why.replace('Inconsistency: ', '') : `Error when changing Node status; cause was: ${why}`, {
      raw: true,
    })
  const unread = 'Error when changing Node status; cause was: Node status not correctly sent'
  const sent = query.get('status') ?? (json ? fieldsOf(json, unread)('status', text, quote) : undefined)
  if (sent === undefined)
    throw in80
      ? refuse('node status should not be empty')
      : refuse('Node status not correctly sent; cause was: Unexpected: Unexpected end of input')
  const accepted = sent === 'accepted'
  if (!accepted && !['refused', 'refuse', 'removed'].includes(sent))
    throw refuse(`Node status not correctly sent; cause was: Unexpected: .status(unknown status '${sent}')`)
  const node = state.pendingNodes.find((each) => each.id === id)
  if (!node)
    throw refuse(
      accepted || in80
        ? `Inconsistency: Missing inventory for node with ID: '${id}'`
        : `Inconsistency: Node with id '${id}' was not found in pending nodes`,
    )
  if (accepted && state.nodes.some(({ hostname }) => hostname === node.hostname))
    throw refuse(
      in80
        ? `Error when trying to add node with id '${node.id}'`
        : `Inconsistency: There is already a node with hostname '${node.hostname}' in Rudder. You can not add it again.`,
    )
  state.pendingNodes = state.pendingNodes.filter((each) => each !== node)
  if (accepted) {
    beforeChange(state, now)
    state.nodes.push({ ...node, lastRunAt: now })
    updateDynamicGroups(state)
  }
  log(call, `${accepted ? 'accept' : 'refuse'} node '${node.hostname}' (${node.id})`)
  const { hostname, os } = node
  const status = accepted ? 'accepted' : 'pending'
  return {
    data: {
      nodes: [{ id: node.id, status, hostname, osName: os.name, osVersion: os.version, machineType: 'Virtual' }],
    },
  }
}

/** What the agent prints, as it comes; it is 200 also where the node cannot be reached. */
function run(call: Call): Answer {
  const [id] = call.parameters
  const node = call.state.nodes.find((each) => each.id === id)
  if (!node) throw new Refused(`Node with id '${id}' was not found`, { raw: true })
  if (node.os.type === 'Windows')
    throw new Refused(`Node with id '${id}' has an agent type (Rudder Windows) which doesn't support remote run`, {
      raw: true,
    })
  return { text: agentOutput(call.state, node, call.now), streamed: true }
}

const list = (call: Call, nodes: readonly Node[]): Answer => ({
  data: { nodes: nodes.map((node) => shown(call, node)) },
})

/** The accepted nodes, and those that wait; which fields they carry is asked for with `include`. */
export const nodes: readonly Route[] = [
  {
    name: 'listAcceptedNodes',
    about: 'List all accepted nodes with configurable details level',
    method: 'GET',
    path: 'nodes',
    answer: (call) => list(call, call.state.nodes),
  },
  {
    name: 'listPendingNodes',
    about: 'List all pending nodes with configurable details level',
    method: 'GET',
    path: 'nodes/pending',
    answer: (call) => list(call, call.state.pendingNodes),
  },
  {
    name: 'nodeDetails',
    about: 'Get information about given accepted node',
    method: 'GET',
    path: 'nodes/{id}',
    answer: one,
  },
  {
    name: 'changePendingNodeStatus',
    about: 'Accept or refuse given pending node',
    method: 'POST',
    path: 'nodes/pending/{id}',
    writes: true,
    answer: decide,
  },
  {
    name: 'applyPolicy',
    about: 'Ask given node to start a run with the given policy',
    method: 'POST',
    path: 'nodes/{id}/applyPolicy',
    writes: true,
    answer: run,
  },
]
