import { RE2JS } from 're2js'
import type { Node, RudderState } from './state.ts'

interface Line {
  readonly attribute?: unknown
  readonly comparator?: unknown
  readonly value?: unknown
}

const values: Readonly<Record<string, (node: Node) => string>> = {
  nodeId: ({ id }) => id,
  nodeHostname: ({ hostname }) => hostname,
  osName: ({ os }) => os.name,
  osVersion: ({ os }) => os.version,
}

const fits = (node: Node, { attribute, comparator, value }: Line): boolean => {
  const mine = values[String(attribute)]?.(node)
  if (mine === undefined) return false
  return comparator === 'regex' ? RE2JS.compile(String(value)).matches(mine) : mine === String(value)
}

/** The ids of the nodes that a group's query finds; an attribute that the local Rudder does not know fits none. */
export function membersOf({ nodes }: RudderState, query: unknown): string[] {
  const { where, composition } = (query ?? {}) as { readonly where?: readonly Line[]; readonly composition?: unknown }
  const lines = where ?? []
  const found = (node: Node) =>
    composition === 'or' ? lines.some((line) => fits(node, line)) : lines.every((line) => fits(node, line))
  return lines.length === 0 ? [] : nodes.filter(found).map(({ id }) => id)
}

/**
 * Gives every dynamic group the nodes that its query finds now, and the group of all nodes all of them: an accepted node
 * starts that (NodeFactChangeEventCallback.scala, GenerationOnChange). A seeded group without a query keeps its nodes.
 */
export function updateDynamicGroups(state: RudderState): void {
  for (const group of state.groups) {
    if (!group.dynamic) continue
    if (group.query !== undefined) group.nodeIds = membersOf(state, group.query)
    else if (group.id === 'all-nodes') group.nodeIds = state.nodes.map(({ id }) => id)
  }
}
