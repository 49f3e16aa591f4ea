import { type Check, checksOn } from './checks.ts'
import { type Counted, counted, figureIn, pendingIn } from './figures.ts'
import type { Node, RudderState } from './raw.ts'
import { nodeState, type State, states } from './states.ts'

/** What is true of some checks: of a rule, a node, a directive, a group or all. */
export interface Scope {
  /** Those that count. */
  readonly checks: readonly Check[]
  readonly counts: Counted
  /** Rudder's figure, or null where nothing has been reported on. */
  readonly figure: number | null
  /** Percent of its checks that are pending. */
  readonly pending: number
  /** The nodes that are checked, each once, with its state in this scope. */
  readonly nodes: ReadonlyMap<Node, State>
  /** How many of them are in each state. */
  readonly tally: Readonly<Record<State, number>>
}

/** What is true of a Rudder as somebody sees it who sees these nodes. */
export interface Truth {
  readonly state: RudderState
  readonly now: number
  readonly nodes: readonly Node[]
  /** All that is checked, skipped ones too. */
  readonly checks: readonly Check[]
  /** Of all nodes, also of those on which nothing is checked. */
  readonly all: Scope
  of(isIn: (check: Check) => boolean): Scope
}

/** How many nodes are in each state. */
export const tallyOf = (found: Iterable<State>): Record<State, number> => {
  const all = [...found]
  return Object.fromEntries(states.map((state) => [state, all.filter((one) => one === state).length])) as Record<
    State,
    number
  >
}

/** Computes what is true of a state at a moment; `tenants` limits it to the nodes of these. */
export const truthOf = (state: RudderState, now: number, tenants?: readonly string[]): Truth => {
  const nodes = state.nodes.filter(({ tenant }) => !tenants || (tenant !== undefined && tenants.includes(tenant)))
  const checks = checksOn(state, nodes, now)
  const scopeOf = (some: readonly Check[], on: Iterable<Node>): Scope => {
    const valid = some.filter(({ status }) => status !== 'skipped')
    const byNode = Map.groupBy(valid, ({ node }) => node)
    const its = new Map([...on].map((node) => [node, nodeState(state, now, node, byNode.get(node) ?? [])] as const))
    const counts = counted(valid)
    return {
      checks: valid,
      counts,
      figure: figureIn(counts),
      pending: pendingIn(counts),
      nodes: its,
      tally: tallyOf(its.values()),
    }
  }
  return {
    state,
    now,
    nodes,
    checks,
    all: scopeOf(checks, nodes),
    of: (isIn) => {
      const some = checks.filter(isIn)
      return scopeOf(some, new Set(some.filter(({ status }) => status !== 'skipped').map(({ node }) => node)))
    },
  }
}
