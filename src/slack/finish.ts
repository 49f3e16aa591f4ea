import type { Conversation } from '../outbox/conversation.ts'
import type { Reply } from '../run/reply.ts'
import { say } from '../store/posts.ts'
import { sealTable } from '../store/run-tables.ts'
import { dropRun, endRun } from '../store/runs.ts'
import type { SlackContext } from './context.ts'
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
  const conversation = posted ?? conversationFor(running, reply)
  if (!conversation && reply.proposal === undefined) await privately(slack, running, reply)
  const now = context.world.clock.now()
  const { ending, command, message } = reply
  await context.store.transaction(async (tx) => {
    // A proposal was stored with its message.
    if (conversation && reply.proposal === undefined) await say(tx, { id: run, run, ...conversation, message }, now)
    const kept = message.table?.kept
    if (message.table && kept) {
      const without = { ...message, table: { ...message.table, rows: [] } }
      await sealTable(tx, run, { message: without, ...kept })
    }
    // A refused line is counted and answered, and not needed later, so that a flood of them leaves nothing behind.
    if (ending === 'refused' && (message.next ?? []).length === 0) await dropRun(tx, run)
    else await endRun(tx, run, { ending, ...(command && { command }), next: message.next ?? [] }, now)
  })
  outbox.wake()
  if (conversation?.channel === user && standing !== 'direct')
    await tell(
      slack,
      { ...running, run: undefined },
      { tone: 'answer', title: 'Answered in your direct messages with me.' },
    )
}

const conversationFor = ({ channel, thread, user, standing }: ActiveRun, { to }: Reply): Conversation | undefined => {
  const here = { channel, ...(thread && { thread }) }
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
