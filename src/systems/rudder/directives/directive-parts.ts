import { gather } from '../reads/gather.ts'
import type { CompliancePart, DirectiveCompliance } from '../shapes/index.ts'

interface DirectiveApi {
  directiveCompliance(input: { directiveId: string; query: { level: 2 } }): Promise<DirectiveCompliance>
  directiveNodes(input: { directiveId: string }): AsyncIterable<CompliancePart>
}

/** The compliance of a directive with its rules and nodes, however many it has. */
export const readDirective = async (
  api: DirectiveApi,
  directiveId: string,
): Promise<
  CompliancePart & { readonly rules: readonly CompliancePart[]; readonly nodes: readonly CompliancePart[] }
> => {
  const [{ rules = [], ...whole }, nodes] = await Promise.all([
    api.directiveCompliance({ directiveId, query: { level: 2 } }),
    gather(api.directiveNodes({ directiveId })),
  ])
  return { ...whole, rules, nodes }
}
