import { gather } from './gather.ts'
import type { Group, Node, Part, Rule, RuleCompliance } from './shapes/index.ts'
import { type Fleet, nodesOf } from './targets.ts'

interface FleetApi {
  groups(): AsyncIterable<Group>
  nodes(input: { query: { include: 'minimal' } }): AsyncIterable<Node>
}

/** Reads what the targets of rules are made of. */
export const readFleet = {
  groups: (api: Pick<FleetApi, 'groups'>): Promise<Group[]> => gather(api.groups()),
  all: async (api: FleetApi): Promise<Fleet> => {
    const groups = await gather(api.groups())
    const nodes = (await gather(api.nodes({ query: { include: 'minimal' } }))).map(({ id }) => id)
    // Rudder names no relays here; the policy server itself is always `root`.
    return { groups, nodes, policyServers: nodes.filter((id) => id === 'root') }
  },
}

/** What stops being looked after when a rule is disabled. */
export interface Loss {
  /** Null where a target is not understood: then nobody can say. */
  readonly nodes: number | null
  readonly states: readonly Part[]
  /** Names of its directives that no other enabled rule uses. */
  readonly alone: readonly string[]
  readonly directives: number
}

/** The nodes that a rule reaches and what only this rule does, among all the rules. */
export const lossOf = (
  rule: Rule,
  rules: readonly Rule[],
  fleet: Fleet,
  { nodes = [], directives = [] }: RuleCompliance,
): Loss => {
  const others = new Set(
    rules.filter(({ id, enabled }) => enabled && id !== rule.id).flatMap((other) => other.directives),
  )
  const names = new Map(directives.map(({ id, name }) => [id, name]))
  const alone = rule.directives.filter((id) => !others.has(id)).map((id) => names.get(id) ?? id)
  return { nodes: nodesOf(rule.targets, fleet)?.size ?? null, states: nodes, alone, directives: rule.directives.length }
}
