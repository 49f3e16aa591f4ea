import { scopesOf } from '../command/command.ts'
import { UserError } from '../errors.ts'
import type { Conversation } from '../outbox/conversation.ts'
import type { Click } from './confirm.ts'
import type { Context } from './context.ts'
import { draft } from './draft.ts'
import { intentOf, proposalOf, undoneOf } from './intent.ts'
import { undoMs } from './proposal-message.ts'
import { conversationOf, record, rowOf } from './propose.ts'
import { readingFor } from './reading.ts'
import { mustBeAllowed } from './refuse.ts'
import type { Reply } from './reply.ts'
import { outcomeOf } from './result.ts'
import { presentReply } from './settle.ts'
import { shortId } from './short-id.ts'

const hourMs = 60 * 60_000

/**
 * Proposes the way back from an applied write, for 24 hours and only while the object is as the write left it; a new proposal
 * under the same rules, shown where the write was asked unless a conversation is named. Throws UserError if there is no way back.
 */
export const undo = async (
  given: Context,
  { proposal, principal, channel, conversation }: Click & { readonly conversation?: Conversation },
): Promise<Reply> => {
  const context = readingFor(given, { person: principal.id })
  const row = await proposalOf(context, proposal)
  const now = context.world.clock.now()
  if (outcomeOf(row) !== 'applied' || row.undoes !== null)
    throw new UserError('Only a change that was applied can be undone.')
  if (row.decided_at === null || now >= row.decided_at + undoMs)
    throw new UserError(
      `It was changed more than ${undoMs / hourMs} hours ago, so it can't be undone from here. Look at it and ask for the change that you want.`,
    )
  const done = await intentOf(context, row)
  await mustBeAllowed(context, principal, {
    command: `undo ${row.command}`,
    scopes: scopesOf(done.command),
    connection: row.connection,
    ...(channel && { channel }),
  })
  // The reason for the change isn't one for its way back, and would be wrong in the system's log.
  const reason = row.reason === null ? undefined : `undo of ${shortId(row.id)} (${row.reason})`
  const intent = { ...done, reason, undoes: undoneOf(row) }
  const next = rowOf(context, intent, await draft(intent, context), {
    requester: principal,
    line: row.line,
    undoes: row.id,
    conversation: conversation ?? conversationOf(row),
  })
  await context.store.transaction((tx) => record(context, tx, next))
  return presentReply(context, next.id)
}
