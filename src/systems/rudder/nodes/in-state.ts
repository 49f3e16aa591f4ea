import { type ComplianceState, stateCounts } from '../compliance/states.ts'
import { gather } from '../reads/gather.ts'
import type { CompliancePart } from '../shapes/index.ts'
import { readActivity, stateIn } from './activity.ts'

type NodesApi = Parameters<typeof readActivity>[0] & {
  nodesCompliance(input: { query: { level: 1 } }): AsyncIterable<CompliancePart>
}

/** The nodes in a state, the number of all nodes, the numbers by worst state, and which run. */
export const nodesIn = async (
  api: NodesApi,
  now: number,
  isIn: (state: ComplianceState, node: CompliancePart) => boolean,
): Promise<{
  readonly nodes: readonly CompliancePart[]
  readonly all: number
  readonly counts: Readonly<Record<ComplianceState, number>>
  readonly running: Awaited<ReturnType<typeof readActivity>>
  /** How many are late with their run and still have a compliance figure. */
  readonly late: number
}> => {
  const [running, parts] = await Promise.all([
    readActivity(api, now),
    gather(api.nodesCompliance({ query: { level: 1 } })),
  ])
  const nodes: CompliancePart[] = []
  let late = 0
  const counts: Record<ComplianceState, number> = { ...stateCounts([]) }
  for (const node of parts) {
    const state = stateIn(running)(node)
    if (state !== 'silent' && running.late.has(node.id)) late += 1
    counts[state] += 1
    if (isIn(state, node)) nodes.push(node)
  }
  return { nodes, all: Object.values(counts).reduce((sum, one) => sum + one, 0), counts, late, running }
}
