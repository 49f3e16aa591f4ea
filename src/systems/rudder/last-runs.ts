import type { Node, Part } from './shapes/index.ts'

interface NodeApi {
  node(input: { nodeId: string; query: { include: 'default' } }): Promise<Node>
}

/** When the agent of each last ran, as Rudder writes it: one call a node, so of few; undefined where it does not say. */
export const lastRuns = (api: NodeApi, nodes: readonly Pick<Part, 'id'>[]): Promise<readonly (string | undefined)[]> =>
  Promise.all(nodes.map(async ({ id }) => (await api.node({ nodeId: id, query: { include: 'default' } })).lastRunDate))
