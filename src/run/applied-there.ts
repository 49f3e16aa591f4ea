import type { Proposal } from '../store/proposals.ts'
import { appliedSince } from '../store/undecided.ts'
import { type AppliedBy, appliedBy } from './applied-by.ts'
import type { Context } from './context.ts'
import { resultOf } from './result.ts'
import { serverOf } from './servers.ts'

/**
 * Who made the newest change that fits, through the bot, on the server of `row` and at `since` or later; only changes that
 * the system confirmed count. Undefined if nobody did.
 */
export const appliedThere = async (
  context: Context,
  row: Proposal,
  since: number,
  fits: (other: Proposal) => boolean,
): Promise<AppliedBy | undefined> => {
  const { store } = context
  const server = await serverOf(context, store.db, { id: row.connection, url: row.connection_url })
  const applied = await appliedSince(store.db, server, since)
  const found = applied.find((other) => resultOf(other).proof === 'answered' && fits(other))
  return found && appliedBy(store, found)
}
