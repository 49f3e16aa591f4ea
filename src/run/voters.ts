import { scopesOf } from '../command/command.ts'
import type { Accepted } from '../command/plan.ts'
import { UserError } from '../errors.ts'
import type { Principal } from '../policy/person.ts'
import type { Proposal } from '../store/proposals.ts'
import { votesOn } from '../store/votes.ts'
import { type Checked, rightsNow } from './acting.ts'
import type { Context } from './context.ts'
import type { Intent } from './intent.ts'
import { ownChange } from './opened.ts'

const notYou = 'Who you are could not be checked just now, so this does not count. Nothing was written; try again.'

/** Everybody who requested or approved a proposal, as of now. */
export interface ProposalPeople {
  /** The person who clicks. */
  readonly clicker: Checked
  /** The humans whose votes were counted when they were checked. */
  readonly checked: ReadonlySet<string>
  /** Why the requester may not ask any more, if that is so; and the humans whose votes no longer count, each with why. */
  readonly lost: { readonly requester: string | undefined; readonly voters: ReadonlyMap<string, string> }
  /** Which human each counts as today, so that somebody whose e-mail changed in the meantime isn't counted twice. */
  readonly today: ReadonlyMap<string, string>
  /** The account of each as Slack knows it now. */
  readonly accounts: ReadonlyMap<string, Principal>
}

/** Looks up again who this is and what the person may do here; throws UserError if that cannot be found out. */
export const check = async (
  context: Context,
  who: Principal,
  { command, connection }: Intent,
  { channel, unknown = notYou }: { readonly channel?: string | undefined; readonly unknown?: string } = {},
): Promise<Checked> => {
  const wanted = { scopes: scopesOf(command), connection: connection.id, ...(channel !== undefined && { channel }) }
  const checked = await rightsNow(context, who, wanted)
  if (!checked) throw new UserError(unknown)
  return checked
}

/**
 * Checks the person who clicks, the requester and everybody who voted, in the channel of the click, before anything is read
 * from the system: this asks Slack about each of them, and may take long. Throws UserError if somebody cannot be checked.
 */
export const standing = async (
  context: Context,
  row: Proposal,
  intent: Intent,
  { principal: who, channel }: { readonly principal: Principal; readonly channel?: string | undefined },
): Promise<ProposalPeople> => {
  const clicker = await check(context, who, intent, { channel })
  // A person who may not confirm is refused, whatever the others may do.
  const votes = clicker.decision.allowed ? await votesOn(context.store.db, row.id) : []
  const today = new Map<string, string>()
  const accounts = new Map<string, Principal>()
  const may = async (stored: string, human: string) => {
    const who = JSON.parse(stored) as Principal
    const unknown = `I couldn't check ${who.name}'s permission just now, so no confirmation counts yet. Nothing was written; try again.`
    // The requester needs the right where it was requested; voters, where it is shown.
    const { principal, decision } = await check(context, who, intent, { channel: row.channel ?? channel, unknown })
    today.set(human, context.policy.human(principal))
    accounts.set(human, principal)
    return decision.allowed
  }
  const [counted, isLost] = await Promise.all([
    Promise.all(votes.map(async (vote) => ({ vote, counts: await may(vote.principal, vote.human) }))),
    clicker.decision.allowed && may(row.requester, row.requester_human).then((allowed) => !allowed),
  ])
  const voters = new Map<string, string>()
  for (const { vote, counts } of counted) if (!counts) voters.set(vote.human, 'may not confirm any more')
  const requester = isLost ? 'Who asked for it may not do so any more.' : undefined
  return { clicker, checked: new Set(votes.map(({ human }) => human)), lost: { requester, voters }, today, accounts }
}

/** The same, once it is known which change this accepts: the person who opened it may not confirm it either. */
export const withoutOpeners = async (
  context: Context,
  row: Proposal,
  { connection }: Intent,
  accepts: Accepted | undefined,
  people: ProposalPeople,
): Promise<ProposalPeople> => {
  const opened = new Map<string, string>()
  for (const [human, account] of people.accounts) {
    const own = await ownChange(context, connection, accepts, account)
    if (own) opened.set(human, own.of(account.name))
  }
  const voted = [...opened].filter(([human]) => people.checked.has(human))
  const requester = people.lost.requester ?? opened.get(row.requester_human)
  return { ...people, lost: { requester, voters: new Map([...voted, ...people.lost.voters]) } }
}

/**
 * The humans whose approval counts for a proposal: the voters and, if more than one is needed, the requester; but never a
 * terminal, whose user may be one of the others.
 */
export const behind = (
  row: Pick<Proposal, 'people' | 'requester' | 'requester_human'>,
  voters: readonly string[],
): ReadonlySet<string> => {
  const { kind } = JSON.parse(row.requester) as Principal
  return new Set(row.people > 1 && kind !== 'cli' ? [row.requester_human, ...voters] : voters)
}
