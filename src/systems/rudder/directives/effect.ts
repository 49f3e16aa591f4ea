import type { Fleet } from '../groups/targets.ts'
import { effectiveMode, type GlobalMode, type Mode, type OwnMode } from './modes.ts'

/** The nodes of a change by what directives do on them: repair, only check, one of the two, or nothing at all. */
export interface Effect {
  readonly enforce: number
  readonly audit: number
  /** Nodes on which it depends on a directive's own mode, which Rudder does not report. */
  readonly unsure: number
  /** Ignored by Rudder, or without policies. */
  readonly idle: number
}

type Settings = Pick<Fleet, 'modes' | 'idle'>

/** What these directives do on these nodes; each directive is given as the modes that it may have. */
export const effectOn = (
  nodes: Iterable<string>,
  directives: readonly (readonly OwnMode[])[],
  { modes, idle }: Settings,
  all: GlobalMode,
): Effect => {
  const counts = { enforce: 0, audit: 0, unsure: 0, idle: 0 }
  for (const id of nodes) {
    if (idle?.has(id)) counts.idle += 1
    else counts[onNode(modes?.get(id) ?? 'default', directives, all)] += 1
  }
  return counts
}

const onNode = (node: OwnMode, directives: readonly (readonly OwnMode[])[], all: GlobalMode) => {
  const found = directives.map((may) => new Set<Mode>(may.map((own) => effectiveMode(all, node, own))))
  if (found.some((may) => may.has('enforce') && may.size === 1)) return 'enforce'
  return found.some((may) => may.size > 1) ? 'unsure' : 'audit'
}

const count = (nodes: number) => nodes.toLocaleString('en-US')
const are = (nodes: number) => `${count(nodes)} ${nodes === 1 ? 'node is' : 'nodes are'}`

/** What begins to apply, and to which nodes. */
interface Begins {
  readonly thing: 'the rule' | 'the directive'
  readonly who?: 'the nodes' | 'the new nodes'
}

/** What nodes do once something applies to them, as it appears after “at their next run,”; null if they are not known. */
export const begins = (effect: Effect | null, { thing, who = 'the nodes' }: Begins): string => {
  const changed = `checked and changed to be as ${thing} says`
  const checked = 'only checked (audit): nothing on them is changed'
  if (effect === null) return `${who} are checked and, unless their mode is audit, changed.`
  const { enforce, audit, unsure } = effect
  if (unsure > 0)
    return `${who} are checked. Rudder doesn't report whether those in the mode enforce are also changed (${count(unsure)}).`
  if (enforce === 0) return `${who} are ${checked}.`
  return audit === 0 ? `${who} are ${changed}.` : `${are(enforce)} ${changed}; ${are(audit)} ${checked}.`
}

/** What nodes do once something does not apply to them any more; null if they are not known. */
export const ends = (effect: Effect | null): string => {
  const stays = 'What is set on them stays.'
  if (effect === null || effect.unsure > 0)
    return `the nodes stop checking it and, unless their mode is audit, repairing it. ${stays}`
  if (effect.enforce > 0 && effect.audit === 0) return `the nodes stop checking and repairing it. ${stays}`
  if (effect.enforce === 0) return 'the nodes stop checking it. It was only audited, so nothing on them changes.'
  const { enforce } = effect
  return `the nodes stop checking it, and ${count(enforce)} of them ${enforce === 1 ? 'stops' : 'stop'} repairing it. ${stays}`
}

/** Whether there is no node on which something happens. */
export const isNone = (effect: Effect | null): boolean =>
  effect !== null && effect.enforce + effect.audit + effect.unsure === 0

/** The parts of an effect that a confirmation is bound to: which kinds of nodes there are, and the global mode. */
export const effectPromise = (effect: Effect | null, { standard, overridable }: GlobalMode) => ({
  standard,
  overridable,
  repairs: effect === null || effect.enforce + effect.unsure > 0,
  checks: effect === null || effect.audit > 0,
})

/** Notes about nodes on which nothing happens, and about modes that have no effect. */
export const effectNotes = (effect: Effect | null, { standard, overridable }: GlobalMode): readonly string[] => [
  ...(effect && effect.idle > 0
    ? [`${are(effect.idle)} ignored or without policies in Rudder: nothing changes there.`]
    : []),
  ...(overridable
    ? []
    : [`The global mode is ${standard} and can't be overridden: the modes of directives and nodes have no effect.`]),
]
