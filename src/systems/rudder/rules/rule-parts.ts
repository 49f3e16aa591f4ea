import { gather } from '../reads/gather.ts'
import type { CompliancePart, RuleCompliance } from '../shapes/index.ts'

/** The read of a rule's parts, one by one. */
export interface PartsApi {
  ruleParts(input: { ruleId: string }): AsyncIterable<{
    readonly directives?: CompliancePart | undefined
    readonly nodes?: CompliancePart | undefined
  }>
}
interface WholeApi extends PartsApi {
  ruleCompliance(input: { ruleId: string; query: { level: 1 } }): Promise<RuleCompliance>
}

/** The compliance of a rule with its directives and nodes, however many it has. */
export const readRule = async (api: WholeApi, ruleId: string): Promise<RuleCompliance> => {
  const [whole, parts] = await Promise.all([
    api.ruleCompliance({ ruleId, query: { level: 1 } }),
    gather(api.ruleParts({ ruleId })),
  ])
  return {
    ...whole,
    directives: each(parts.flatMap(({ directives = [] }) => directives)),
    nodes: parts.flatMap(({ nodes = [] }) => nodes),
  }
}

/**
 * Each directive once: one that is skipped comes several times in some versions, and one that is skipped on some nodes only
 * is listed as both in others; then the entry of the other nodes counts.
 */
const each = (parts: readonly CompliancePart[]): CompliancePart[] => {
  const found = new Map<string, CompliancePart>()
  for (const part of parts) if (!found.has(part.id) || !part.skippedDetails) found.set(part.id, part)
  return [...found.values()]
}

/** The nodes of a rule, however many it has. */
export async function* ruleNodes(api: PartsApi, ruleId: string): AsyncGenerator<CompliancePart, void, undefined> {
  for await (const { nodes } of api.ruleParts({ ruleId })) if (nodes) yield nodes
}
