import { verbAlone } from '../command/object.ts'
import type { Proposal } from '../store/proposals.ts'
import type { Context } from './context.ts'
import type { Intent } from './intent.ts'
import { madeSo } from './made-so.ts'
import type { Verdict } from './result.ts'

/**
 * The end of a write that the system did not confirm, if the state is as asked: somebody else may have made it so, and it
 * is never “applied”. Our own audit log is asked first; `lost` says what became of the reply.
 */
export const asAsked = async (context: Context, row: Proposal, intent: Intent, lost: string): Promise<Verdict> => {
  const did = await madeSo(context, intent.connection.system, row, row.sent_at ?? row.created_at)
  const { command, undoes } = intent
  const isSo = undoes ? 'It is as it was before the change now' : `It is ${verbAlone(command.says.done)} now`
  const sentence = did
    ? `${did.who} did this (${did.which}). ${intent.connection.system.title} never confirmed this request.`
    : `${lost}. ${isSo}, but it isn't known by whom.`
  return { outcome: 'unknown', result: { sentence, proof: 'seen' }, lookAt: null }
}
