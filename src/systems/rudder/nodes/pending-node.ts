import { gather } from '../reads/gather.ts'
import type { Node } from '../shapes/index.ts'
import { agentKeys } from './agent-key.ts'

interface NodesApi {
  pendingNodes(input: { query: { include: 'default,managementTechnologyDetails' } }): AsyncIterable<Node>
  nodes(input: { query: { include: 'minimal' } }): AsyncIterable<Node>
}

/** Rudder's page of pending nodes; a single one has no page of its own. */
export const pendingNodesPage = 'secure/nodeManager/manageNewNode'

/** The preconditions of a decision on a pending node. */
export const pendingNodePreconditions = {
  hostname: { label: 'host name', undo: false },
  addresses: { label: 'addresses', undo: false },
  system: { label: 'operating system', undo: false },
  keys: { label: 'key', undo: false },
} as const

/** Whether a node still waits, what is known about it, and the preconditions of a decision. */
export const pendingNode = async (api: NodesApi, nodeId: string) => {
  const query = { include: 'default,managementTechnologyDetails' } as const
  const waiting = (await gather(api.pendingNodes({ query }))).find(({ id }) => id === nodeId)
  const accepted =
    !waiting && (await gather(api.nodes({ query: { include: 'minimal' } }))).some(({ id }) => id === nodeId)
  const addresses = (waiting?.ipAddresses ?? []).filter((address) => address !== '127.0.0.1' && address !== '::1')
  const system = waiting?.os?.fullName ?? waiting?.os?.name ?? 'not said'
  const keys = waiting === undefined ? [] : agentKeys(waiting)
  return {
    standing: waiting ? ('waiting' as const) : accepted ? ('accepted' as const) : ('not in Rudder' as const),
    preconditions: { hostname: waiting?.hostname ?? null, addresses, system: waiting?.os ?? null, keys },
    hasKey: keys.length > 0,
    fields: [
      { label: 'System', value: system },
      { label: 'Addresses', value: addresses.join(', ') || 'not said' },
      { label: 'Key', value: keys.join(', ') || 'not reported' },
      { label: 'Id', value: nodeId },
    ],
  }
}
