import { type State, tallyEach } from './compliance.ts'
import type { Part } from './shapes/index.ts'

interface NodesApi {
  nodesCompliance(input: { query: { level: 1 } }): AsyncIterable<Part>
}

/** The nodes for which it is so, how many nodes there are in all, and how many by their worst state. */
export const nodesIn = async (
  api: NodesApi,
  isIn: (node: Part) => boolean,
): Promise<{
  readonly nodes: readonly Part[]
  readonly all: number
  readonly counts: Readonly<Record<State, number>>
}> => {
  const nodes: Part[] = []
  const each = async function* () {
    for await (const node of api.nodesCompliance({ query: { level: 1 } })) {
      if (isIn(node)) nodes.push(node)
      yield node
    }
  }
  const counts = await tallyEach(each())
  return { nodes, all: Object.values(counts).reduce((sum, one) => sum + one, 0), counts }
}
