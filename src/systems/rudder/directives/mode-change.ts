import type { Fleet } from '../groups/targets.ts'
import type { Lasting } from '../writes/changing.ts'
import { effectiveMode, type GlobalMode, type Mode, type OwnMode } from './modes.ts'

/** A directive that gets another mode, and the nodes that have it. */
interface ModeChange {
  readonly from: OwnMode
  readonly to: Mode
  /** Null if they are not known. */
  readonly nodes: ReadonlySet<string> | null
  readonly fleet: Pick<Fleet, 'modes' | 'idle'>
  readonly all: GlobalMode
}

/** What another mode of a directive changes on nodes, and what it doesn't and why; `later` says when. */
export const modeNotes = (change: ModeChange, later: (what: string) => Lasting): readonly Lasting[] => {
  const { from, to, nodes, fleet, all } = change
  const active = nodes && [...nodes].filter((id) => !fleet.idle?.has(id))
  if (!all.overridable) return [nothing(`the global mode is ${all.standard} and can't be overridden`)]
  if (active === null) return [later(`the nodes ${unseen[to]}`)]
  if (active.length === 0) return [{ lasts: 'No node gets it, so nothing changes on any node.' }]
  const mode = (id: string) => fleet.modes?.get(id) ?? 'default'
  const same = active.filter((id) => effectiveMode(all, mode(id), from) === effectiveMode(all, mode(id), to))
  const turned = active.length - same.length
  const why = because(same.map(mode), to)
  if (turned === 0) return [nothing(why)]
  if (same.length === 0) return [later(`the nodes ${done[to]}`)]
  return [
    later(`${many(turned)} ${turned === 1 ? single[to] : done[to]}`),
    { lasts: `Nothing changes on the other ${same.length === 1 ? 'node' : many(same.length)}: ${why}.` },
  ]
}

const many = (nodes: number) => `${nodes.toLocaleString('en-US')} ${nodes === 1 ? 'node' : 'nodes'}`
const nothing = (why: string): Lasting => ({ lasts: `Nothing changes on any node: ${why}.` })

const done: Readonly<Record<Mode, string>> = {
  audit: 'are only checked for it, and nothing on them is repaired. What is set on them stays.',
  enforce: 'are changed to be as it says, where they are not.',
}
/** The same of nodes whose modes are not known. */
const unseen: Readonly<Record<Mode, string>> = {
  audit: done.audit,
  enforce: 'are changed to be as it says, where they are not and unless their mode is audit.',
}
const single: Readonly<Record<Mode, string>> = {
  audit: 'is only checked for it, and nothing on it is repaired. What is set on it stays.',
  enforce: 'is changed to be as it says, where it is not.',
}

/** Why a mode has no other effect on nodes that have these modes of their own. */
const because = (modes: readonly OwnMode[], to: Mode): string => {
  if (to === 'audit') return 'it is only checked there already'
  const isAudited = modes.map((mode) => mode === 'audit')
  if (!isAudited.includes(true)) return 'it is enforced there already'
  const audited = 'a node in audit mode stays so, whatever the directive says'
  return isAudited.includes(false) ? `it is enforced there already, or ${audited}` : audited
}
