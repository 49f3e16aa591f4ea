import { type ComplianceState, countsInWords, stateCounts } from '../compliance/states.ts'
import { toldCount } from '../groups/reach.ts'
import { type Fleet, nodesOf } from '../groups/targets.ts'
import type { CompliancePart, Rule } from '../shapes/index.ts'

interface Stated {
  readonly name: string
  readonly state: ComplianceState
}

/** What is known about a rule's nodes, and the names of directives. */
interface Known {
  readonly nodes?: readonly CompliancePart[] | undefined
  stateOf(node: CompliancePart): ComplianceState
  readonly directives: readonly { readonly id: string; readonly name: string }[]
}

/** What is no longer checked when a rule is disabled or deleted. */
export interface Loss {
  /** The nodes; null if a target is not understood. */
  readonly lost: ReadonlySet<string> | null
  /** The nodes that are checked for it, each with its state. */
  readonly states: readonly Stated[]
  /** Names of its directives that no other enabled rule uses. */
  readonly alone: readonly string[]
  readonly directives: number
}

/** The nodes that a rule reaches and what only this rule does, among all the rules. */
export const lossOf = (
  rule: Rule,
  rules: readonly Rule[],
  fleet: Fleet,
  { nodes = [], stateOf, directives }: Known,
): Loss => {
  const others = new Set(
    rules.filter(({ id, enabled }) => enabled && id !== rule.id).flatMap((other) => other.directives),
  )
  const names = new Map(directives.map(({ id, name }) => [id, name]))
  const alone = rule.directives.filter((id) => !others.has(id)).map((id) => names.get(id) ?? id)
  const lost = nodesOf(rule.targets, fleet) ?? null
  const states = nodes.map((node) => ({ name: node.name, state: stateOf(node) }))
  return { lost, states, alone, directives: rule.directives.length }
}

/** The states of the nodes that are checked for it, and how many are not: a group may hold a node that has no policy yet. */
export const stateNow = ({ lost, states }: Pick<Loss, 'lost' | 'states'>): string => {
  const rest = Math.max(0, (lost?.size ?? 0) - states.length)
  if (states.length === 0) return 'not known: no node is checked for it'
  return (
    countsInWords(stateCounts(states.map(({ state }) => state))) +
    (rest > 0 ? `, ${toldCount(rest)} not checked for it` : '')
  )
}

/** Which of its directives no other enabled rule has. */
export const aloneNote = ({ alone, directives }: Pick<Loss, 'alone' | 'directives'>): string => {
  if (directives === 0) return 'It has no directives, so it does nothing.'
  if (alone.length === 0) return 'All its directives are in other enabled rules too.'
  if (directives === 1) return `Its only directive is in no other enabled rule: ${alone.join(', ')}.`
  const are = alone.length === 1 ? 'is' : 'are'
  return `${alone.length} of its ${directives} directives ${are} in no other enabled rule: ${alone.join(', ')}.`
}
