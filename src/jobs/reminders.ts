import { isGone, UserError } from '../errors.ts'
import type { Message } from '../message/message.ts'
import { duration } from '../message/time.ts'
import type { Outbox } from '../outbox/outbox.ts'
import { askedBy, type Principal } from '../policy/person.ts'
import { rightsNow } from '../run/acting.ts'
import type { Context } from '../run/context.ts'
import { type Intent, intentOf } from '../run/intent.ts'
import { undoAction, undoMs } from '../run/proposal-message.ts'
import { readState } from '../run/read-state.ts'
import { outcomeOf, resultOf } from '../run/result.ts'
import { same } from '../run/same.ts'
import { shownIn } from '../run/shown.ts'
import { capital } from '../run/wording.ts'
import { postsOf, say } from '../store/posts.ts'
import { getProposal, type Proposal } from '../store/proposals.ts'
import { dueReminders, endReminder, putOffReminder } from '../store/reminders.ts'
import { votesOn } from '../store/votes.ts'
import { type Job, usualMs } from './job.ts'

/** What can't be read is tried again after this, in milliseconds, so that it doesn't hold up the others. */
const againMs = 60_000

/** Reminds the people who asked for it whether a change is still as applied; reads as that person, with their current rights. */
export const remindersJob = (context: Context, { wake }: Pick<Outbox, 'wake'>): Job => ({
  name: 'reminders',
  every: usualMs,
  turn: async () => {
    const { store, world } = context
    for (const id of await dueReminders(store.db, world.clock.now()))
      await remind(context, id).catch(async (error: unknown) => {
        world.log.error('reminder', { proposal: id }, error)
        await putOffReminder(store, id, world.clock.now() + againMs)
      })
    wake()
  },
})

/**
 * Says once, below the message of an applied proposal, whether it is still as it was applied; if it never was, there is
 * nothing to say. Throws SystemError if the state cannot be read, and then it is tried again.
 */
const remind = async (context: Context, id: string): Promise<void> => {
  const { store, world } = context
  const row = await getProposal(store.db, id)
  if (!row || row.remind_at === null) return
  // An unknown outcome that is still checked may turn out to be applied.
  if (outcomeOf(row) === 'unknown' && row.look_at !== null) return
  const isSo = outcomeOf(row) === 'applied' || resultOf(row).proof === 'seen'
  const message = isSo ? await reminderOf(context, row) : undefined
  const [post] = await postsOf(store.db, id)
  const thread = post?.thread ?? post?.ts
  await store.transaction(async (tx) => {
    if (!(await endReminder(tx, row)) || !message || row.channel === null) return
    const place = { channel: row.channel, ...(thread && { thread }) }
    await say(tx, { id: `${id}:reminder`, ...place, message }, world.clock.now())
  })
}

type State = 'same' | 'changed' | 'deleted' | 'out of sight' | 'not permitted'

const leads: Readonly<Record<State, string>> = {
  same: 'It is still so.',
  changed: 'It is not so any more: somebody changed it since.',
  deleted: 'It is not there any more: somebody deleted it since.',
  'out of sight':
    'Its connection or its command is gone from the settings, so whether it is still so cannot be looked up.',
  'not permitted': 'Whoever asked for this reminder may not read it any more, so it was not looked up.',
}

/** What has become of it; throws SystemError if the system does not say. */
const stateOf = async (context: Context, row: Proposal, who: Principal): Promise<State> => {
  try {
    const intent = await intentOf(context, row)
    if (!(await mayRead(context, row, intent, who))) return 'not permitted'
    const { state } = await readState(intent, context.store)
    return same(state, JSON.parse(row.after)) ? 'same' : 'changed'
  } catch (error) {
    if (error instanceof UserError) return 'out of sight'
    if (isGone(error)) return 'deleted'
    throw error
  }
}

/** Throws an Error if it can't be found out who this is now. */
const mayRead = async (
  context: Context,
  { channel }: Proposal,
  { command: { scopes }, connection }: Intent,
  who: Principal,
): Promise<boolean> => {
  const now = await rightsNow(context, who, { scopes, connection: connection.id, ...(channel !== null && { channel }) })
  if (now === undefined) throw new Error('who asked for the reminder could not be checked')
  return now.decision.allowed
}

const reminderOf = async (context: Context, row: Proposal): Promise<Message> => {
  const shown = shownIn(row)
  const now = context.world.clock.now()
  // What an older version stored doesn't say who asked for it.
  const [vote] = row.remind_by === null ? await votesOn(context.store.db, row.id) : []
  const who = JSON.parse(row.remind_by ?? vote?.principal ?? row.requester) as Principal
  const state = await stateOf(context, row, who)
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
