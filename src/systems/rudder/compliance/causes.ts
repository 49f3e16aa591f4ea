import type { CompliancePart, Component, RuleCompliance } from '../shapes/index.ts'
import { type ComplianceState, worst } from './states.ts'

/** The states that count as failing; a node that is silent or has not applied its policies yet has no known failure. */
export const failingStates = ['error', 'non-compliant'] as const satisfies readonly ComplianceState[]

/** True for what has an error or, if it is only audited, is not compliant. */
export const isFailing = (part: Pick<CompliancePart, 'complianceDetails'>): boolean => isFailingState(worst(part))

/** The same of a state. */
export const isFailingState = (state: ComplianceState): boolean =>
  (failingStates as readonly ComplianceState[]).includes(state)

/** One component that fails in one way on some nodes. */
export interface Cause {
  readonly directive: string
  readonly component: string
  readonly state: ComplianceState
  /** What most of the nodes report about it, on one line; an agent's words, which may be anything. */
  readonly said: string | undefined
  /** How many other messages nodes report about it. */
  readonly others: number
  readonly nodes: readonly Pick<CompliancePart, 'id' | 'name'>[]
}

interface Finding extends Pick<Cause, 'directive' | 'component' | 'state'> {
  readonly node: Cause['nodes'][number]
  readonly said: string | undefined
}

/** Why nodes fail in a rule: the cause with the most nodes first, and errors before audit failures; needs level 5. */
export const causesOf = ({ directives = [] }: Pick<RuleCompliance, 'directives'>): readonly Cause[] => {
  // An overridden directive is checked in another rule, and does not count here.
  const findings = directives
    .filter(({ skippedDetails }) => skippedDetails === undefined)
    .flatMap(({ name, components = [] }) => components.flatMap((component) => findingsOf(name, component)))
  const alike = Map.groupBy(findings, ({ directive, component, state }) =>
    JSON.stringify([directive, component, state]),
  )
  return [...alike.values()]
    .flatMap((same) => {
      const [first] = same
      if (!first) return []
      const messages = [...Map.groupBy(same, ({ said }) => said)].sort(([, a], [, b]) => b.length - a.length)
      const { directive, component, state } = first
      const nodes = [...new Map(same.map(({ node }) => [node.id, node])).values()]
      return [{ directive, component, state, said: messages[0]?.[0], others: messages.length - 1, nodes }]
    })
    .sort((a, b) => rank(a) - rank(b) || b.nodes.length - a.nodes.length)
}

const rank = ({ state }: Cause) => (failingStates as readonly ComplianceState[]).indexOf(state)

const findingsOf = (directive: string, { name, components, nodes = [] }: Component): readonly Finding[] =>
  components
    ? components.flatMap((inner) => findingsOf(directive, inner))
    : nodes.filter(isFailing).map((node) => {
        const state = worst(node)
        const reports = (node.values ?? []).flatMap((value) => value.reports)
        const report = reports.find(({ status }) => worst({ complianceDetails: { [status]: 100 } }) === state)
        // Not the node itself, because all its reports would be kept in memory with the cause.
        return {
          directive,
          component: name,
          state,
          node: { id: node.id, name: node.name },
          said: line(report?.message),
        }
      })

const longest = 200

/** An agent's message, on one line and shortened; undefined if it has none. */
export const line = (text = ''): string | undefined => {
  const flat = text.replace(/\s+/g, ' ').trim()
  return flat.length > longest ? `${flat.slice(0, longest)}…` : flat || undefined
}
