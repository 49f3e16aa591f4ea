import { ifThere } from '../reads/if-there.ts'
import type { CompliancePart, Node } from '../shapes/index.ts'

interface NodeApi {
  node(input: { nodeId: string; query: { include: 'default' } }): Promise<Node>
}

/** When the agent of each last ran, in UTC, or that it is gone: one call a node, so of few; undefined where it does not say. */
export const lastRuns = (
  api: NodeApi,
  nodes: readonly Pick<CompliancePart, 'id'>[],
): Promise<readonly (string | undefined)[]> =>
  Promise.all(
    nodes.map(async ({ id }) => {
      const node = await ifThere(api.node({ nodeId: id, query: { include: 'default' } }))
      return node ? dateWords(node.lastRunDate) : 'it is no node any more'
    }),
  )

/** `2026-11-21 09:10 UTC` for a moment as Rudder writes it, in any of its zones; as it is where it is none. */
export const dateWords = (text: string | undefined): string | undefined => {
  const at = Date.parse(text ?? '')
  return Number.isFinite(at) ? `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC` : text
}
