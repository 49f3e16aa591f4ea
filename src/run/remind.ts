import type { Kysely, Transaction } from 'kysely'
import type { Json } from '../command/define.ts'
import { isGone, UserError } from '../errors.ts'
import type { Message } from '../message/message.ts'
import { duration } from '../message/time.ts'
import { askedBy, type Principal } from '../policy/person.ts'
import { postsOf, say } from '../store/posts.ts'
import { getProposal, type Proposal } from '../store/proposals.ts'
import type { Schema } from '../store/schema.ts'
import { votesOn } from '../store/votes.ts'
import type { Context } from './context.ts'
import { intentOf } from './intent.ts'
import { undoAction, undoMs } from './proposal-message.ts'
import { readState } from './read-state.ts'
import { outcomeOf, resultOf } from './result.ts'
import { same } from './same.ts'
import { shownIn } from './shown.ts'
import { capital } from './wording.ts'

const hourMs = 60 * 60_000

/** Has whoever confirms be reminded of it later, in the transaction of the vote. */
export const remindOf = async (tx: Transaction<Schema>, row: Proposal, now: number): Promise<void> => {
  const { remind } = shownIn(row)
  if (remind === undefined) return
  await tx
    .updateTable('proposals')
    .set({ remind_at: now + remind * hourMs })
    .where('id', '=', row.id)
    .execute()
}

/** The proposals of which somebody is to be reminded now. */
export const dueReminders = async (db: Kysely<Schema>, now: number): Promise<readonly string[]> => {
  const due = db
    .selectFrom('proposals')
    .select('id')
    .where('remind_at', '<=', now)
    .where('stage', '=', 'done')
    .limit(100)
  return (await due.execute()).map(({ id }) => id)
}

/**
 * Says once, below the message of an applied proposal, whether it is still so; where it was never applied there is
 * nothing to be reminded of. Throws SystemError where the state cannot be read, and then it is tried again.
 */
export const remind = async (context: Context, id: string): Promise<void> => {
  const { store, world } = context
  const row = await getProposal(store.db, id)
  if (!row || row.remind_at === null) return
  // What is still looked at may turn out to be applied.
  if (outcomeOf(row) === 'unknown' && row.look_at !== null) return
  const isSo = outcomeOf(row) === 'applied' || resultOf(row).proof === 'seen'
  const message = isSo ? await reminderOf(context, row) : undefined
  const [post] = await postsOf(store.db, id)
  const thread = post?.thread ?? post?.ts
  await store.transaction(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('proposals')
      .set({ remind_at: null })
      .where('id', '=', id)
      .where('remind_at', '=', row.remind_at)
      .executeTakeFirst()
    if (numUpdatedRows !== 1n || !message || row.channel === null) return
    const place = { channel: row.channel, ...(thread && { thread }) }
    await say(tx, { id: `${id}:reminder`, ...place, message }, world.clock.now())
  })
}

type State = 'same' | 'changed' | 'deleted' | 'out of sight'

const leads: Readonly<Record<State, string>> = {
  same: 'It is still so.',
  changed: 'It is not so any more: somebody changed it since.',
  deleted: 'It is not there any more: somebody deleted it since.',
  'out of sight':
    'Its connection or its command is gone from the settings, so whether it is still so cannot be looked up.',
}

/** What has become of it; throws SystemError where the system does not say. */
const stateOf = async (context: Context, row: Proposal): Promise<State> => {
  try {
    const { state } = await readState(await intentOf(context, row), context.store)
    return same(state, JSON.parse(row.after) as Json) ? 'same' : 'changed'
  } catch (error) {
    if (error instanceof UserError) return 'out of sight'
    if (isGone(error)) return 'deleted'
    throw error
  }
}

const reminderOf = async (context: Context, row: Proposal): Promise<Message> => {
  const shown = shownIn(row)
  const state = await stateOf(context, row)
  const now = context.world.clock.now()
  const [vote] = await votesOn(context.store.db, row.id)
  const who = JSON.parse(vote?.principal ?? row.requester) as Principal
  const isOurs = outcomeOf(row) === 'applied'
  const ago = duration(now - (row.decided_at ?? now))
  const undoable = isOurs && state === 'same' && row.decided_at !== null && now < row.decided_at + undoMs
  return {
    tone: 'answer',
    asked: askedBy(who, row.line),
    connection: row.connection,
    title: isOurs
      ? `Reminder: ${capital(shown.did)} on ${row.connection} ${ago} ago`
      : `Reminder: ${capital(shown.object)} on ${row.connection} was found ${shown.wording.done} ${ago} ago`,
    lead: leads[state],
    ...(undoable && { actions: [undoAction(row, shown)] }),
    provenance: { readAt: now, source: shown.source, ...(shown.link !== null && { link: shown.link }) },
  }
}
