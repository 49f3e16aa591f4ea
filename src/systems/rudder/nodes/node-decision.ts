import { z } from 'zod'
import { findPendingNode } from '../reads/find.ts'
import { pendingNode, pendingNodePreconditions } from './pending-node.ts'

interface Reading {
  readonly args: { readonly node: { readonly id: string } }
  readonly api: Parameters<typeof pendingNode>[0]
}

/** What the commands that accept and refuse a node share: which node it is, and the state that they compare. */
export const nodeDecision = {
  args: z.object({ node: z.string() }),
  names: { node: findPendingNode },
  state: z.object({ node: z.enum(['waiting', 'accepted', 'not in Rudder']) }),
  labels: { node: 'Node' },
  // From the lists: whether the read of one node finds those that wait differs by version.
  reads: ['pendingNodes', 'nodes'],
  preconditions: pendingNodePreconditions,
  readState: async ({ args, api }: Reading) => {
    const { standing, preconditions } = await pendingNode(api, args.node.id)
    return { state: { node: standing }, preconditions }
  },
} as const
