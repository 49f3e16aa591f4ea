import { RefusedError, SystemError } from '../errors.ts'
import { clockTime } from '../message/time.ts'
import type { Principal } from '../policy/person.ts'
import { refusal } from '../policy/why.ts'
import { confirmedImpact, reachIn } from '../store/impact.ts'
import { claim, closePending, type Proposal, takePending } from '../store/proposals.ts'
import { recordRefusal } from '../store/refusals.ts'
import { addVote, dropVote, votesOn } from '../store/votes.ts'
import type { Context } from './context.ts'
import type { Draft } from './draft.ts'
import { explain } from './explain.ts'
import { intentOf, proposalOf } from './intent.ts'
import { lockOver, recognizeLocked } from './lock.ts'
import { ownChange } from './opened.ts'
import { readingFor } from './reading.ts'
import { remindOf } from './remind.ts'
import type { Reply } from './reply.ts'
import { outcomeOf } from './result.ts'
import { carryOut } from './send.ts'
import { presentReply } from './settle.ts'
import { redraft, replaceStale, whyStale } from './stale.ts'
import { expireIfDue } from './sweep.ts'
import { behind, check, type ProposalPeople, standing, withoutOpeners } from './voters.ts'

/** One person's confirmation of one proposal. */
export interface Click {
  readonly proposal: string
  readonly principal: Principal
  readonly channel?: string
  /** Whether to remind the person of it later, once it is applied. */
  readonly remind?: boolean
}

type Voted = 'claimed' | 'waits' | 'closed' | 'again' | { readonly locked: string }

/**
 * One person confirms. Counts the vote if the person may and everything is still as it was shown; with enough
 * people it is claimed, sent once, read back, and recorded. Answers with the proposal as it is then.
 * A confirmation that could not be checked, because the system did not answer, does not count and says so. Throws
 * UserError or RefusedError if it does not count for another reason.
 */
export const confirm = (context: Context, click: Click): Promise<Reply> =>
  context.activeConfirmations.run(() =>
    confirmed(readingFor(context, { person: click.principal.id, confirms: true }), click),
  )

const confirmed = async (context: Context, click: Click): Promise<Reply> => {
  await expireIfDue(context, click.proposal)
  const row = await proposalOf(context, click.proposal)
  if (row.stage !== 'pending') return { ...(await presentReply(context, row.id)), late: true }
  const intent = await intentOf(context, row)
  // People first, so that the object is read as late as possible.
  const people = await standing(context, row, intent, click)
  const { principal, decision } = people.clicker
  if (!decision.allowed) return refuseClick(context, row, principal, refusal(context.policy, decision, row.connection))
  if (principal.kind === 'cli' && row.people > 1) {
    return refuseClick(
      context,
      row,
      principal,
      'More than one person must confirm this, and a terminal cannot be one of several. Ask in the channel.',
    )
  }
  const draft = await redraft(context, row, intent).catch((error: unknown) => unread(context, row, error))
  if ('message' in draft) return draft
  if ('gone' in draft || whyStale(context, row, draft, intent).length > 0)
    return replaceStale(context, row, intent, draft)
  const { accepts } = draft.plan
  const own = await ownChange(context, intent.connection, accepts, principal)
  if (own !== undefined) return refuseClick(context, row, principal, own.you)
  await recognizeLocked(context, row.connection)
  const voted = await vote(context, row, draft, await withoutOpeners(context, row, intent, accepts, people), click)
  if (voted === 'again') return confirmed(context, click)
  if (typeof voted === 'object') {
    return refuseClick(
      context,
      row,
      principal,
      `Writes on ${row.connection} are locked by ${voted.locked}. Nothing was written.`,
    )
  }
  if (voted === 'claimed') {
    await context.world.faults.at('claim:committed')
    await carryOut(context, await proposalOf(context, row.id), intent, draft)
  }
  return {
    ...(await presentReply(context, row.id)),
    ...(voted === 'closed' && { late: true }),
    ...(voted === 'waits' && { waits: true }),
    ...(click.remind && voted !== 'closed' && (await reminderOf(context, row.id))),
  }
}

/** When a person is reminded of a proposal that waits or was applied. */
const reminderOf = async (context: Context, id: string): Promise<Pick<Reply, 'remindAt'>> => {
  const row = await proposalOf(context, id)
  const mayBe = row.stage === 'pending' || outcomeOf(row) === 'applied' || row.look_at !== null
  return mayBe && row.remind_at !== null ? { remindAt: row.remind_at } : {}
}

/** The answer to a confirmation that could not be checked, because the system did not answer: it does not count. */
const unread = (context: Context, row: Proposal, error: unknown): Reply => {
  if (!(error instanceof SystemError)) throw error
  const reply = explain(error, context, { connection: row.connection })
  const lead = `Nothing was written. The proposal stays open until ${clockTime(row.expires_at, 'UTC')}; confirm it again once that is fixed.`
  return { ...reply, proposal: row.id, message: { ...reply.message, lead, expires: row.expires_at } }
}

const refuseClick = async (
  { store, world }: Context,
  row: Proposal,
  principal: Principal,
  sentence: string,
): Promise<Reply> => {
  const about = { proposal: row.id, principal: principal.id, why: sentence }
  await store.transaction((tx) => recordRefusal(store, tx, about, world.clock.now()))
  return {
    ending: 'refused',
    to: 'person',
    proposal: row.id,
    message: { tone: 'refused', connection: row.connection, title: sentence },
  }
}

/** The vote and, with enough people, the claim and its audit row, in one transaction. */
const vote = async (
  context: Context,
  row: Proposal,
  draft: Draft,
  { clicker: { principal }, checked, lost, today }: ProposalPeople,
  { remind }: Click,
): Promise<Voted> => {
  const { store, world, policy, replica } = context
  const human = policy.human(principal)
  await world.faults.at('claim:before')
  return store.transaction(async (tx) => {
    const now = world.clock.now()
    const taken = await takePending(tx, row.id, now)
    if (!taken) return 'closed'
    const lock = await lockOver(context, tx, row.connection)
    if (lock) return { locked: lock.why }
    if (lost.requester !== undefined) {
      const result = JSON.stringify({ sentence: `${lost.requester} Nothing was written.` })
      await closePending(tx, row.id, { outcome: 'refused', result, now })
      await store.audit.append(tx, 'refused', { proposal: row.id, requester: row.requester_human, why: lost.requester })
      return 'closed'
    }
    // Somebody voted since the check above: everybody who approves a write is checked for it.
    if ((await votesOn(tx, row.id)).some((other) => other.human !== human && !checked.has(other.human))) return 'again'
    for (const [gone, why] of lost.voters) {
      if (gone === human) continue
      await dropVote(tx, row.id, gone)
      await store.audit.append(tx, 'refused', { proposal: row.id, human: gone, why })
    }
    const vote = { proposal: row.id, human, principal: JSON.stringify(principal), at: now }
    if (remind) await remindOf(tx, row, vote)
    if (await addVote(tx, vote))
      await store.audit.append(tx, 'vote', { proposal: row.id, human, principal: principal.id })
    const voters = (await votesOn(tx, row.id)).map((each) => each.human)
    const humans = new Set([...behind(taken, voters)].map((each) => today.get(each) ?? each))
    if (humans.size < taken.people) return 'waits'
    const impact = confirmedImpact(row.impact, draft.reach)
    const holds = JSON.stringify(draft.preconditions)
    if (!(await claim(tx, row.id, { by: replica, now, impact, holds }))) return 'closed'
    await store.audit.append(tx, 'attempt', {
      proposal: row.id,
      connection: row.connection,
      fingerprint: row.bound ?? row.fingerprint,
      people: [...humans],
      call: draft.call,
      reach: { shown: reachIn(row.impact), now: draft.reach },
    })
    return 'claimed'
  })
}

/** One person withdraws a proposal that waits: the requester, or somebody who could confirm it. */
export const cancel = async (context: Context, click: Click): Promise<Reply> => {
  await expireIfDue(context, click.proposal)
  const row = await proposalOf(context, click.proposal)
  if (row.stage !== 'pending') return { ...(await presentReply(context, row.id)), late: true }
  const intent = await intentOf(context, row)
  const { principal, decision } = await check(context, click.principal, intent, { channel: click.channel })
  const human = context.policy.human(principal)
  if (!decision.allowed && human !== row.requester_human) {
    const why = 'Only who asked for it, or who could confirm it, may cancel it.'
    await refuseClick(context, row, principal, why)
    throw new RefusedError(why)
  }
  const done = await context.store.transaction(async (tx) => {
    const result = JSON.stringify({ sentence: `Cancelled by ${principal.name}. Nothing was written.` })
    const closed = await closePending(tx, row.id, { outcome: 'cancelled', result, now: context.world.clock.now() })
    if (closed) await context.store.audit.append(tx, 'cancelled', { proposal: row.id, human })
    return closed
  })
  return { ...(await presentReply(context, row.id)), ...(!done && { late: true }) }
}
