import type { Transaction } from 'kysely'
import type { Principal } from '../policy/person.ts'
import { insertProposal } from '../store/proposals.ts'
import type { ProposalTable, Schema } from '../store/schema.ts'
import type { Draft, Intent } from './draft.ts'
import type { Means } from './means.ts'
import { shownOf } from './shown.ts'

/** How long a proposal may be confirmed, in milliseconds. */
export const openMs = 15 * 60_000
/** How often a stale proposal is shown anew before its requester must ask again. */
export const maxRounds = 3

/** Where a proposal comes from. */
export interface Origin {
  readonly requester: Principal
  readonly line: string
  readonly replaces?: string
  readonly round?: number
  readonly undoes?: string
}

/** The row that a draft makes. */
export const rowOf = (means: Means, intent: Intent, draft: Draft, origin: Origin): ProposalTable => {
  const now = means.world.clock.now()
  return {
    id: means.world.ids.id(),
    replaces: origin.replaces ?? null,
    undoes: origin.undoes ?? null,
    round: origin.round ?? 0,
    requester: JSON.stringify(origin.requester),
    requester_human: means.policy.human(origin.requester),
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
    impact: JSON.stringify(draft.impact),
    people: draft.people,
    shown: JSON.stringify(shownOf(intent, draft, origin.requester.name, now)),
    created_at: now,
    expires_at: now + openMs,
    stage: 'pending',
    outcome: null,
    result: null,
    decided_at: null,
    claimed_by: null,
    lease_until: null,
    sent_at: null,
    look_at: null,
    channel: null,
    thread: null,
    remind_at: null,
  }
}

/** Stores a proposal and puts it on the record, in the caller's transaction. */
export const record = async ({ store }: Means, tx: Transaction<Schema>, row: ProposalTable): Promise<void> => {
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
}
