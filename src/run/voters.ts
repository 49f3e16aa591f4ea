import { scopesOf } from '../command/command.ts'
import type { Accepted } from '../command/plan.ts'
import { UserError } from '../errors.ts'
import type { Principal } from '../policy/person.ts'
import type { Decision } from '../policy/policy.ts'
import type { Proposal } from '../store/proposals.ts'
import type { Vote } from '../store/votes.ts'
import type { Intent } from './draft.ts'
import type { Means } from './means.ts'
import { ownChange } from './opened.ts'

/** A person as of now, with what the policy says to this write. */
export interface Checked {
  readonly principal: Principal
  readonly decision: Decision
}

const notYou = 'Who you are could not be checked just now, so this does not count. Nothing was written; try again.'

/** Asks afresh who this is and what the person may do here; throws UserError where that cannot be found out. */
export const check = async (
  { people, policy }: Means,
  who: Principal,
  { command, connection }: Intent,
  { channel, unknown = notYou }: { readonly channel?: string | undefined; readonly unknown?: string } = {},
): Promise<Checked> => {
  const principal = await people.fresh(who)
  if (!principal) throw new UserError(unknown)
  if (principal === 'gone')
    return { principal: who, decision: { allowed: false, missing: scopesOf(command), because: [], grants: [] } }
  return {
    principal,
    decision: policy.decide(principal, {
      scopes: scopesOf(command),
      connection: connection.id,
      ...(channel !== undefined && { channel }),
    }),
  }
}

/**
 * Checks those who stand behind a proposal already, in the channel of the click: who of them may not any more, and
 * which human each counts as today, so that who changed the e-mail meanwhile is not two. Who turns out to have opened the
 * change that it accepts may not either.
 */
export const noLonger = async (
  means: Means,
  row: Proposal,
  votes: readonly Vote[],
  intent: Intent,
  { channel, accepts }: { readonly channel: string | undefined; readonly accepts: Accepted | undefined },
) => {
  const today = new Map<string, string>()
  const may = async (stored: string, human: string) => {
    const who = JSON.parse(stored) as Principal
    const unknown = `Who stands behind this could not be checked just now (${who.name}), so nobody's confirmation counts. Nothing was written; try again.`
    // Who asked had the right where it was asked; who voted, where it is shown.
    const { principal, decision } = await check(means, who, intent, { channel: row.channel ?? channel, unknown })
    today.set(human, means.policy.human(principal))
    return decision.allowed && (await ownChange(means, intent.connection, accepts, principal)) === undefined
  }
  const voters: string[] = []
  for (const vote of votes) if (!(await may(vote.principal, vote.human))) voters.push(vote.human)
  return { requester: !(await may(row.requester, row.requester_human)), voters, today }
}

/**
 * The humans who stand behind a proposal: who voted and, where more than one is needed, who asked; but never a
 * terminal, whose user may be one of the others.
 */
export const behind = (row: Proposal, voters: readonly string[]): ReadonlySet<string> => {
  const { kind } = JSON.parse(row.requester) as Principal
  return new Set(row.people > 1 && kind !== 'cli' ? [row.requester_human, ...voters] : voters)
}
