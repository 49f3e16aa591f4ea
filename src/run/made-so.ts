import type { Json } from '../command/define.ts'
import type { Proposal } from '../store/proposals.ts'
import { appliedSince } from '../store/undecided.ts'
import type { System } from '../systems/system.ts'
import { appliedBy } from './applied-by.ts'
import type { Context } from './context.ts'
import { resultOf } from './result.ts'
import { same } from './same.ts'
import { sameObject } from './same-object.ts'
import { serverOf } from './servers.ts'

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
  const { store } = context
  const server = await serverOf(context, store.db, { id: row.connection, url: row.connection_url })
  const after = JSON.parse(row.after) as Json
  const found = (await appliedSince(store.db, server, since)).find(
    (other) =>
      resultOf(other).proof === 'answered' &&
      sameObject(system, row, other) &&
      same(JSON.parse(other.after) as Json, after),
  )
  if (!found) return undefined
  const { names, which } = await appliedBy(store, found)
  return { who: names, which }
}
