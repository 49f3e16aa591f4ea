import type { Json } from '../command/define.ts'
import type { Proposal } from '../store/proposals.ts'
import { undecidedOn } from '../store/undecided.ts'
import type { Context } from './context.ts'
import type { Intent } from './intent.ts'
import { madeSo } from './made-so.ts'
import { same } from './same.ts'
import { sameObject } from './same-object.ts'
import { serverOf } from './servers.ts'
import { shortId } from './short-id.ts'

/** Why a proposal has nothing to do any more, in a sentence: which of the bot's proposals did it, or may have. */
export const alreadySo = async (context: Context, row: Proposal, { connection }: Intent): Promise<string> => {
  const { system } = connection
  const did = await madeSo(context, system, row, row.created_at)
  if (did) return `${did.who} already did this (${did.which}).`
  const after = JSON.parse(row.after) as Json
  const { db } = context.store
  const server = await serverOf(context, db, connection)
  const perhaps = (await undecidedOn(db, server, context.world.clock.now())).find(
    (other) =>
      other.id !== row.id &&
      other.sent_at !== null &&
      sameObject(system, row, other) &&
      same(JSON.parse(other.after) as Json, after),
  )
  return perhaps
    ? `It is already as you want it. Proposal ${shortId(perhaps.id)} may have done it: its outcome is unknown.`
    : "It is already as you want it; it isn't known who changed it."
}
