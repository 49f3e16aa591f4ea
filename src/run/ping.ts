import type { Transaction } from 'kysely'
import type { Message } from '../message/message.ts'
import { clockTime } from '../message/time.ts'
import type { Principal } from '../policy/person.ts'
import { say } from '../store/posts.ts'
import { getProposal } from '../store/proposals.ts'
import type { ProposalTable, Schema } from '../store/schema.ts'
import type { Context } from './context.ts'
import { personName } from './person-name.ts'
import { shownIn } from './shown.ts'
import { behind } from './voters.ts'

/**
 * Mentions the user group of the settings below a proposal that needs more people: once, so not again for a successor of
 * a proposal that already needed them, and never in a shared channel.
 */
export const pingApprovers = async (
  { shared, world }: Pick<Context, 'shared' | 'world'>,
  tx: Transaction<Schema>,
  row: ProposalTable,
  conversation: { readonly channel: string; readonly thread?: string },
): Promise<void> => {
  const { ping: group } = shownIn(row)
  if (
    group === undefined ||
    row.people < 2 ||
    !/^[CG]/.test(conversation.channel) ||
    shared.includes(conversation.channel)
  )
    return
  const before = row.replaces === null ? undefined : await getProposal(tx, row.replaces)
  if (before !== undefined && before.people > 1) return
  await say(tx, { id: `${row.id}:ping`, ...conversation, message: pingMessage(row, group) }, world.clock.now())
}

const pingMessage = (row: ProposalTable, group: string): Message => {
  const { asks } = shownIn(row)
  const rest = row.people - behind(row, []).size
  const { name } = JSON.parse(row.requester) as Principal
  return {
    tone: 'answer',
    title: `${rest} more ${rest === 1 ? 'approval' : 'approvals'} needed: ${asks} on ${row.connection}`,
    lead: `Asked by ${personName(name)}; its buttons are above. Open until ${clockTime(row.expires_at)}.`,
    expires: row.expires_at,
    ping: group,
  }
}
