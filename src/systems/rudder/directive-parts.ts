import type { DirectiveCompliance, Part } from './shapes/index.ts'

interface DirectiveApi {
  directiveCompliance(input: { directiveId: string; query: { level: 1 } }): Promise<DirectiveCompliance>
  directiveParts(input: { directiveId: string }): AsyncIterable<{
    readonly rules?: Part | undefined
    readonly nodes?: Part | undefined
  }>
}

/** The compliance of a directive with its rules and nodes, however many it has. */
export const readDirective = async (
  api: DirectiveApi,
  directiveId: string,
): Promise<Part & { readonly rules: readonly Part[]; readonly nodes: readonly Part[] }> => {
  const whole = await api.directiveCompliance({ directiveId, query: { level: 1 } })
  const [rules, nodes]: [Part[], Part[]] = [[], []]
  for await (const part of api.directiveParts({ directiveId })) {
    if (part.rules) rules.push(part.rules)
    if (part.nodes) nodes.push(part.nodes)
  }
  return { ...whole, rules, nodes }
}
