import type { z } from 'zod'
import type { BlockActions, Event, SlashCommand, Submission } from './payload.ts'
import type { ReplyRoute } from './tell.ts'

/** How the person of each kind of payload can be answered. */
export const replyRouteOf = {
  command: ({
    user_id: user,
    channel_id: channel,
    channel_name: name,
    response_url: responseUrl,
  }: z.output<typeof SlashCommand>): ReplyRoute => ({
    user,
    channel,
    kind: name?.startsWith('mpdm-') ? 'group' : undefined,
    responseUrl,
  }),
  press: ({
    user,
    channel,
    container,
    message,
    response_url: responseUrl,
  }: z.output<typeof BlockActions>): ReplyRoute => {
    const thread = message?.thread_ts ?? container.thread_ts
    return {
      user: user.id,
      channel: channel?.id ?? container.channel_id ?? user.id,
      // The first message of a thread has itself as its thread; the answer goes into the conversation.
      thread: thread === container.message_ts ? undefined : thread,
      responseUrl,
    }
  },
  // A form belongs to no conversation.
  submission: ({ user }: z.output<typeof Submission>): ReplyRoute => ({ user: user.id, channel: user.id }),
  event: ({ event: { user = '', channel, thread_ts: thread } }: z.output<typeof Event>): ReplyRoute => ({
    user,
    channel,
    thread,
  }),
}
