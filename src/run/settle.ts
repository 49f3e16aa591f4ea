import { followNow } from '../store/following.ts'
import { getProposal, type Proposal, settle } from '../store/proposals.ts'
import type { ProposalTable } from '../store/schema.ts'
import { votesOn } from '../store/votes.ts'
import type { Context } from './context.ts'
import { lockOver } from './lock.ts'
import { proposalMessage } from './proposal-message.ts'
import { record } from './propose.ts'
import type { Ending, Reply } from './reply.ts'
import type { Verdict } from './result.ts'
import { outcomeOf, resultOf } from './result.ts'
import { shownIn } from './shown.ts'
import { behind } from './voters.ts'

/**
 * Records a verdict with its audit row, and the successor of the proposal, if this process still has the claim; if not, the
 * sweep that took it over decides.
 */
export const settleClaim = async (
  context: Context,
  row: Proposal,
  verdict: Verdict,
  successor?: ProposalTable,
): Promise<boolean> => {
  const { store, world, replica } = context
  await world.faults.at('outcome:before')
  const again = outcomeOf(row) === 'unknown'
  const now = world.clock.now()
  const votes = (await votesOn(store.db, row.id)).map(({ human }) => human)
  const by = [...behind(row, votes)]
  const settled = await store.transaction(async (tx) => {
    const { outcome, lookAt, followAt = null } = verdict
    const plain = { outcome, now, lookAt, followAt }
    const result = { ...verdict.result, by, ...(again && { audit: resultOf(row).audit }) }
    if (!(await settle(tx, row.id, replica, { ...plain, result: JSON.stringify(result) }))) return false
    // An outcome that stays unknown is not posted again, unless the state is as asked now.
    if (again && verdict.outcome === 'unknown' && verdict.result.proof === undefined) return true
    const audit = await store.audit.append(tx, again ? 'correction' : 'outcome', {
      proposal: row.id,
      connection: row.connection,
      outcome: verdict.outcome,
      proof: verdict.result.proof ?? null,
      pending: verdict.result.pending ?? null,
      ...(successor && { successor: successor.id }),
    })
    await tx
      .updateTable('proposals')
      .set({ result: JSON.stringify({ ...result, audit }) })
      .where('id', '=', row.id)
      .execute()
    if (successor) await record(context, tx, successor)
    return true
  })
  await world.faults.at('outcome:committed')
  const { decides } = shownIn(row)
  const [system = ''] = row.connection.split('/', 1)
  // Proposals that wait for this very change are updated now, not at their next check.
  if (settled && decides) await followNow(store, { system, pending: decides.pending, now: world.clock.now() })
  return settled
}

const endings: Readonly<Record<string, Ending>> = {
  applied: 'done',
  'awaiting validation': 'done',
  failed: 'failed',
  unknown: 'unknown',
  refused: 'refused',
}

/** The proposal as it is now, in words. */
export const presentReply = async (context: Context, id: string): Promise<Reply> => {
  const { store, world } = context
  const row = await getProposal(store.db, id)
  if (!row) throw new Error('a proposal vanished')
  const lock = row.stage === 'pending' ? await lockOver(context, store.db, row.connection) : undefined
  const message = proposalMessage(row, await votesOn(store.db, id), world.clock.now(), lock?.said)
  const { successor, by } = resultOf(row)
  return {
    ending: endings[outcomeOf(row) ?? ''] ?? 'not confirmed',
    to: 'channel',
    command: row.command,
    message,
    proposal: id,
    ...(successor && { successor }),
    ...(by && outcomeOf(row) === 'applied' && { by }),
  }
}
