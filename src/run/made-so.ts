import type { Json } from '../command/define.ts'
import type { Proposal } from '../store/proposals.ts'
import type { System } from '../systems/system.ts'
import { appliedThere } from './applied-there.ts'
import type { Context } from './context.ts'
import { same } from './same.ts'
import { sameObject } from './same-object.ts'

/** The same change by another proposal of the bot, as recorded in the audit log. */
export interface MadeSo {
  /** As it begins a sentence: `Marc`, `Ana and Marc`; never “you”, as a whole channel reads it. */
  readonly who: string
  /** `proposal 01ABCDEF, audit #8` */
  readonly which: string
}

/**
 * The bot's newest proposal that made the object what `row` asked for, at `since` or later, and that the system
 * confirmed; undefined if there is none.
 */
export const madeSo = async (
  context: Context,
  system: System,
  row: Proposal,
  since: number,
): Promise<MadeSo | undefined> => {
  const after = JSON.parse(row.after) as Json
  const found = await appliedThere(
    context,
    row,
    since,
    (other) => sameObject(system, row, other) && same(JSON.parse(other.after) as Json, after),
  )
  return found && { who: found.names, which: found.which }
}
