import { type State, worst } from './compliance.ts'
import type { Part } from './shapes/index.ts'

interface NodesApi {
  nodesCompliance(input: { query: { level: 1 } }): AsyncIterable<Part>
}

/** The nodes whose worst state is one of these, and how many nodes there are in all. */
export const nodesIn = async (
  api: NodesApi,
  states: readonly State[],
): Promise<{ readonly nodes: readonly Part[]; readonly all: number }> => {
  const nodes: Part[] = []
  let all = 0
  for await (const node of api.nodesCompliance({ query: { level: 1 } })) {
    all += 1
    if (states.includes(worst(node))) nodes.push(node)
  }
  return { nodes, all }
}
