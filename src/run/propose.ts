import type { Transaction } from 'kysely'
import type { Conversation } from '../outbox/conversation.ts'
import type { Principal } from '../policy/person.ts'
import { impactOf } from '../store/impact.ts'
import { noLease } from '../store/lease.ts'
import { say } from '../store/posts.ts'
import { insertProposal } from '../store/proposals.ts'
import type { ProposalTable, Schema } from '../store/schema.ts'
import { tellBeside } from './beside.ts'
import type { Context } from './context.ts'
import { type Draft, operationOf } from './draft.ts'
import type { Intent } from './intent.ts'
import { pingApprovers } from './ping.ts'
import { shownOf } from './shown.ts'

/** How long a proposal may be confirmed, in milliseconds. */
export const openMs = 15 * 60_000
/** How many times a stale proposal gets a successor before its requester must ask again. */
export const maxRounds = 3

/** Where a proposal comes from. */
export interface ProposalOrigin {
  readonly requester: Principal
  readonly line: string
  /** Where it is shown; absent at a terminal. */
  readonly conversation?: Conversation | undefined
  readonly replaces?: string
  readonly round?: number
  readonly undoes?: string
}

/** The row of a draft. */
export const rowOf = (context: Context, intent: Intent, draft: Draft, origin: ProposalOrigin): ProposalTable => {
  const now = context.world.clock.now()
  return {
    id: context.world.ids.id(),
    replaces: origin.replaces ?? null,
    undoes: origin.undoes ?? null,
    round: origin.round ?? 0,
    requester: JSON.stringify(origin.requester),
    requester_human: context.policy.human(origin.requester),
    connection: intent.connection.id,
    connection_url: intent.connection.url,
    command: intent.command.name,
    line: origin.line,
    args: JSON.stringify(intent.args),
    reason: intent.reason ?? null,
    operation: intent.command.writes,
    call: JSON.stringify(draft.call),
    before: JSON.stringify(draft.before),
    after: JSON.stringify(draft.after),
    fingerprint: draft.fingerprint,
    bound: draft.bound,
    holds: JSON.stringify(draft.preconditions),
    impact: impactOf(draft, draft.tags),
    people: draft.people,
    shown: JSON.stringify(
      shownOf(
        intent,
        draft,
        { asker: origin.requester.name, groups: groupsFor(context, intent), version: context.program.version },
        now,
      ),
    ),
    created_at: now,
    expires_at: now + openMs,
    stage: 'pending',
    outcome: null,
    result: null,
    decided_at: null,
    ...noLease('proposals'),
    sent_at: null,
    look_at: null,
    follow_at: null,
    channel: origin.conversation?.channel ?? null,
    thread: origin.conversation?.thread ?? null,
    remind_at: null,
    remind_by: null,
  }
}

// An unknown person has no right at all; the refusal names the groups that have it.
const groupsFor = ({ policy }: Context, { command, connection }: Intent): readonly string[] => {
  const nobody = { id: 'nobody', name: 'nobody', kind: 'cli' } as const
  const scopes = [operationOf(command).scope]
  const { grants } = policy.decide(nobody, { scopes, connection: connection.id })
  return grants.flatMap(({ groups }) => groups.map(({ name }) => name))
}

/** Where the next proposal about the same thing is shown. */
export const conversationOf = ({
  channel,
  thread,
}: Pick<ProposalTable, 'channel' | 'thread'>): Conversation | undefined =>
  channel === null ? undefined : { channel, ...(thread !== null && { thread }) }

/** The message that will show a proposal: one that shows its progress already, or a new one. */
export interface Showing {
  readonly post: string
  readonly run?: string
}

/** Stores a proposal, records it in the audit log and queues its message, in the caller's transaction. */
export const record = async (
  context: Context,
  tx: Transaction<Schema>,
  row: ProposalTable,
  showing: Showing = { post: row.id },
): Promise<void> => {
  const { store, world } = context
  await insertProposal(tx, row)
  await store.audit.append(tx, 'proposed', {
    proposal: row.id,
    replaces: row.replaces,
    undoes: row.undoes,
    requester: row.requester_human,
    connection: row.connection,
    command: row.command,
    args: JSON.parse(row.args),
    reason: row.reason,
    before: JSON.parse(row.before),
    after: JSON.parse(row.after),
    fingerprint: row.fingerprint,
    people: row.people,
  })
  await tellBeside(context, tx, row)
  // Last, because writers of one conversation wait for each other, and so do writers of the audit log.
  const conversation = conversationOf(row)
  if (conversation) {
    const run = showing.run && { run: showing.run }
    await say(tx, { id: showing.post, ...conversation, ...run, proposal: row.id }, world.clock.now())
    await pingApprovers(context, tx, row, conversation)
  }
}
