import type { Conversation } from '../outbox/conversation.ts'
import type { Reply } from '../run/reply.ts'
import { say } from '../store/posts.ts'
import { sealTable } from '../store/run-tables.ts'
import { dropRun, endRun, setResume } from '../store/runs.ts'
import { addShare } from '../store/shares.ts'
import type { SlackContext } from './context.ts'
import { keepForm } from './forms/keep.ts'
import type { ActiveRun } from './incoming-line.ts'
import { tell } from './tell.ts'

/** Delivers an answer to the people it concerns. A message is stored with the end of its run, and then sent. */
export const finish = async (
  slack: SlackContext,
  running: ActiveRun,
  reply: Reply,
  posted: Conversation | undefined,
): Promise<void> => {
  const { context, outbox } = slack
  const { run, user, standing } = running
  const conversation = conversationFor(running, reply, posted)
  const asking = await keepForm(slack, running, reply)
  if (!conversation && reply.proposal === undefined) await privately(slack, running, { ...reply, message: asking })
  const now = context.world.clock.now()
  const { ending, command = '', own } = reply
  // In direct messages there is nobody to share it with.
  const share = own && standing !== 'direct' ? { channel: running.channel } : undefined
  const message = { ...asking, ...(share && { share }) }
  const isOurs = await context.store.transaction(async (tx) => {
    const resume = running.elsewhere?.is
    // Somebody stopped it, or another process took it up and shows its outcome; from here on nobody can do either.
    if (resume !== undefined && !(await setResume(tx, { id: run, by: context.replica, resume }))) return false
    // A proposal was stored with its message.
    if (conversation && reply.proposal === undefined) {
      const isElsewhere = posted !== undefined && posted.channel !== conversation.channel
      await say(tx, { id: isElsewhere ? `${run}:own` : run, run, ...conversation, message }, now)
      if (isElsewhere) await say(tx, { id: run, ...posted, message: { tone: 'answer', title: answeredThere } }, now)
    }
    const kept = message.table?.kept
    if (message.table && kept) {
      const without = { ...message, table: { ...message.table, rows: [] } }
      await sealTable(tx, run, { message: without, ...kept })
    }
    if (own && share) await addShare(tx, run, { about: { command, ...own }, message: kept ? undefined : message }, now)
    // A refused line is counted and answered, and not needed later, so that a flood of them leaves nothing behind.
    if (ending === 'refused' && (message.next ?? []).length === 0) await dropRun(tx, run)
    else await endRun(tx, run, { ending, ...(command && { command }), next: message.next ?? [] }, now)
    return true
  })
  outbox.wake()
  if (isOurs && conversation?.channel === user && standing !== 'direct')
    await tell(
      slack,
      { ...running, run: undefined },
      { tone: 'answer', title: answered, ...(share && { lead: toShare }) },
    )
}

const answered = 'Answered in your direct messages with me.'
const answeredThere = 'Answered in the direct messages of whoever asked.'
const toShare = 'Nobody else sees it. Press “Share in channel” there to show it here.'

/** Where an answer is posted: where its progress was, unless that is a channel and it is one person's own. */
const conversationFor = (
  { channel, thread, user, standing }: ActiveRun,
  { to, own }: Reply,
  posted: Conversation | undefined,
): Conversation | undefined => {
  const here = { channel, ...(thread && { thread }) }
  if (own && standing !== 'direct') return { channel: user }
  if (posted) return posted
  if (standing === 'direct') return here
  if (to === 'direct') return { channel: user }
  return to === 'channel' && standing === 'member' ? here : undefined
}

/**
 * An answer that isn't posted is sent at once: to everybody through the response URL if the bot cannot post, else to the
 * person.
 */
const privately = async (slack: SlackContext, running: ActiveRun, { message, to }: Reply): Promise<void> => {
  const { standing, responseUrl, run } = running
  const isOpen = to === 'channel' && standing === 'outside' && responseUrl !== undefined
  if (isOpen && (await slack.respond(responseUrl, slack.render(message, { id: run, run }), 'channel'))) return
  await tell(slack, running, message)
}
