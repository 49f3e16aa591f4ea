import { z } from 'zod'
import { read, write } from '../../operation.ts'
import { one } from '../shapes/container.ts'
import { AgentOutput, Node, NodeDecision } from '../shapes/node.ts'
import { ownTenants } from '../shapes/server.ts'

/** With the fields that decide what policies do on a node, or that show whether it runs. */
const minimal = z.object({
  include: z.enum(['minimal', 'minimal,ipAddresses', 'minimal,policyMode,state', 'minimal,state,lastRunDate']),
})
const usual = z.object({ include: z.literal('default') })
/** With the keys of its agents, for which a server reads the inventory. */
const withKeys = z.object({ include: z.enum(['default', 'default,managementTechnologyDetails']) })

export const nodes = read('rudder:nodes:read', 'GET /nodes', { query: minimal, each: { at: 'data.nodes', item: Node } })
export const node = read('rudder:nodes:read', 'GET /nodes/{nodeId}', { query: usual, output: one('nodes', Node) })
/** Of the token that reads nodes, which sees only those of its tenants. */
export const nodeTenants = read('rudder:nodes:read', 'GET /apiaccounts/token', ownTenants)
/** Those that sent an inventory and wait to be accepted. */
export const pendingNodes = read('rudder:nodes:read', 'GET /nodes/pending', {
  query: withKeys,
  each: { at: 'data.nodes', item: Node },
})

/** Accepts or refuses a node that waits. Don't trust the answer: a refused node is still reported as `pending`. */
export const decideNode = write('rudder:nodes:approve', 'POST /nodes/pending/{nodeId}', {
  body: z.strictObject({ status: z.enum(['accepted', 'refused']) }),
  output: one('nodes', NodeDecision),
})

/** Runs the agent now, which applies the policies of the node: returns what it printed within the time limit of a write. */
export const runAgent = write('rudder:agents:write', 'POST /nodes/{nodeId}/applyPolicy', {
  text: 'beginning',
  output: AgentOutput,
})
