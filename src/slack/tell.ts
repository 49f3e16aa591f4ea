import type { Message } from '../message/message.ts'
import { say } from '../store/posts.ts'
import type { SlackContext } from './context.ts'
import { plainly } from './post.ts'

/** How to answer one person where nobody else sees it. */
export interface ReplyRoute {
  readonly user: string
  readonly channel: string
  readonly thread?: string | undefined
  /** A message among several people, to which nobody can be invited; a channel or direct messages if absent. */
  readonly kind?: 'group' | undefined
  readonly responseUrl?: string | undefined
  /** The run whose candidates become buttons. */
  readonly run?: string | undefined
}

/**
 * Tells one person something: through the response URL, else as an ephemeral note, else in the direct messages, which
 * go through the outbox. It always reaches the person or the log.
 */
export const tell = async (slack: SlackContext, back: ReplyRoute, message: Message): Promise<void> => {
  const { context, call, respond, places, outbox, render } = slack
  const id = context.world.ids.id()
  const isDirect = (await places.standing(back.channel)) === 'direct'
  const inThread = back.thread !== undefined
  const rendered = render(message, { id, inThread, ...(back.run !== undefined && { run: back.run }) })
  if (back.responseUrl !== undefined && (await respond(back.responseUrl, rendered, 'person'))) return
  if (!isDirect) {
    const { user, channel, thread } = back
    const note = { user, channel, ...(thread && { thread_ts: thread }), ...plainly(rendered) }
    if ((await call('chat.postEphemeral', note)).how === 'sent') return
  }
  const conversation = isDirect
    ? { channel: back.channel, ...(back.thread && { thread: back.thread }) }
    : { channel: back.user }
  await context.store.transaction((tx) =>
    say(
      tx,
      { id, ...conversation, ...(back.run !== undefined && { run: back.run }), message },
      context.world.clock.now(),
    ),
  )
  outbox.wake()
}
