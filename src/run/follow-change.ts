import type { Json } from '../command/define.ts'
import { isGone, SystemError, UserError } from '../errors.ts'
import type { Outcome } from '../message/message.ts'
import { moment } from '../message/time.ts'
import { followLater, takeFollowed } from '../store/following.ts'
import { type Proposal, settle } from '../store/proposals.ts'
import { readerOf } from '../systems/reader.ts'
import type { Pending } from '../systems/system.ts'
import type { AppliedBy } from './applied-by.ts'
import { appliedThere } from './applied-there.ts'
import type { Context } from './context.ts'
import { sentenceOf } from './explain.ts'
import { followDays, nextFollow } from './follow-times.ts'
import type { Intent } from './intent.ts'
import { intentOf } from './intent.ts'
import { readState } from './read-state.ts'
import { type Result, resultOf } from './result.ts'
import { same } from './same.ts'
import { type ChangeDecision, shownIn } from './shown.ts'
import { capital } from './wording.ts'

/** What became of a pending change, and what is recorded about it. */
interface End {
  readonly became: ChangeDecision | 'gone' | 'not known'
  readonly outcome: Outcome
  readonly result: Pick<Result, 'sentence' | 'proof'>
  /** Who decided, if that was done through the bot. */
  readonly by?: AppliedBy | undefined
}

/**
 * Checks a change that awaits validation once, and records what became of it: deployed, declined, or gone. If it is still
 * open or can't be read, it is checked again later, for 30 days.
 */
export const followChange = async (context: Context, id: string): Promise<void> => {
  const { store, world, replica } = context
  const row = await takeFollowed(store, id, replica, world.clock.now())
  const name = row && resultOf(row).pending
  if (!row || name === undefined) return
  const seen = await lookedAt(context, row, name).catch((error: unknown) => ({
    unread: unreadWords(context, row, error),
  }))
  if ('became' in seen) return conclude(context, row, seen)
  const { sentence, unread: before, ...result } = resultOf(row)
  const { unread } = seen
  const at = nextFollow(row.decided_at ?? row.created_at, world.clock.now())
  if (at !== null) {
    const changed =
      unread === before ? {} : { result: JSON.stringify({ sentence, ...result, ...(unread && { unread }) }) }
    return followLater(store, { id, by: replica, at, ...changed })
  }
  if (unread !== undefined) {
    const said = `I couldn't read ${name} for ${followDays} days and stopped checking, so I can't tell whether it was deployed. ${unread}`
    return conclude(context, row, { became: 'not known', outcome: 'unknown', result: { sentence: said } })
  }
  const said = `${sentence} ${capital(name)} was still open after ${followDays} days (${moment(world.clock.now())}), so I stopped checking.`
  await followLater(store, { id, by: replica, at, result: JSON.stringify({ ...result, sentence: said }) })
}

const unreadWords = ({ world, connections }: Context, row: Proposal, error: unknown): string => {
  world.log.warn('follow', { proposal: row.id }, error)
  if (error instanceof UserError) return `${row.connection} is gone from the settings or leads elsewhere now.`
  const system = connections.find(({ connection }) => connection.id === row.connection)?.connection.system
  if (!(error instanceof SystemError) || !system) throw error
  return sentenceOf(error, system)
}

/** What became of it; undefined if it is still open; throws if it can't be read. */
const lookedAt = async (
  context: Context,
  row: Proposal,
  name: string,
): Promise<End | { readonly unread?: undefined }> => {
  const intent = await intentOf(context, row)
  const { system } = intent.connection
  const pending = await system.protocol.pending?.(readerOf(intent.connection), name)
  if (pending?.open) return {}
  const at = moment(context.world.clock.now())
  if (!pending) {
    const sentence = `${capital(name)} isn't in ${system.title} any more (looked at ${at}), so I can't tell whether it was deployed. Check before you do anything.`
    return { became: 'gone', outcome: 'unknown', result: { sentence } }
  }
  if (pending.deployed) return deployed(context, row, intent, pending, at)
  if (pending.declined) {
    const by = await decidedBy(context, row, name, 'declined')
    const sentence = `${capital(name)} was declined (seen ${at})${byWords(by)}. Nothing was changed.`
    return { became: 'declined', outcome: 'failed', result: { sentence }, by }
  }
  const sentence = `${capital(name)} is closed (seen ${at}), and ${system.title} doesn't tell whether it was deployed. Check before you do anything.`
  return { became: 'not known', outcome: 'unknown', result: { sentence } }
}

const byWords = (by: AppliedBy | undefined) => (by ? ` by ${by.names}, here (${by.which})` : '')

const deployed = async (
  context: Context,
  row: Proposal,
  intent: Intent,
  { name }: Pending,
  at: string,
): Promise<End> => {
  const state = await readState(intent, context.store).then(
    (seen) => seen.state,
    (error: unknown) => {
      if (isGone(error)) return undefined
      throw error
    },
  )
  const isAsAsked = state !== undefined && same(state, JSON.parse(row.after) as Json)
  const by = await decidedBy(context, row, name, 'deployed')
  const now = isAsAsked
    ? 'Read back and verified.'
    : 'Since then it was changed: it is not as it was asked for any more.'
  const sentence = `${capital(name)} was deployed (seen ${at})${byWords(by)}. ${now}`
  return { became: 'deployed', outcome: 'applied', result: { sentence, proof: 'answered' }, by }
}

/** Who decided on a pending change through the bot, on the same server; undefined if nobody did. */
const decidedBy = (context: Context, row: Proposal, name: string, as: ChangeDecision): Promise<AppliedBy | undefined> =>
  appliedThere(context, row, row.created_at, (other) => {
    const { decides } = shownIn(other)
    return decides?.pending === name && decides.as === as
  })

/** Records the end, with its entry in the audit log, if no other replica has. */
const conclude = async (context: Context, row: Proposal, { became, outcome, result, by }: End): Promise<void> => {
  const { store, world, replica, policy } = context
  const now = world.clock.now()
  const { unread: _, ...before } = resultOf(row)
  await store.transaction(async (tx) => {
    const ended = { ...before, ...result }
    if (!(await settle(tx, row.id, replica, { outcome, now, lookAt: null, result: JSON.stringify(ended) }))) return
    const audit = await store.audit.append(tx, 'decided', {
      proposal: row.id,
      connection: row.connection,
      pending: before.pending ?? null,
      became,
      outcome,
      seen: now,
      by: by ? by.voters.map((one) => policy.human(one)) : null,
      ...(by && { through: by.proposal }),
    })
    const shown = JSON.stringify({ ...ended, audit })
    await tx.updateTable('proposals').set({ result: shown }).where('id', '=', row.id).execute()
  })
}
