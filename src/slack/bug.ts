import { explain } from '../run/explain.ts'
import type { SlackContext } from './context.ts'
import { plainly } from './post.ts'
import type { ReplyRoute } from './tell.ts'

/** Whatever fails inside, the person is notified, without the database; the log says why. */
export const tellBug = async (
  { context, call, respond, render }: SlackContext,
  back: ReplyRoute,
  error: unknown,
): Promise<void> => {
  const { message } = explain(error, context, {})
  const { user, channel, thread, responseUrl } = back
  const note = render(message, { id: context.world.ids.id(), inThread: thread !== undefined })
  if (responseUrl !== undefined && (await respond(responseUrl, note, 'person'))) return
  // In direct messages there are no ephemeral notes.
  if (/^[DUW]/.test(channel)) await call('chat.postMessage', { channel, ...plainly(note) })
  else await call('chat.postEphemeral', { user, channel, ...(thread && { thread_ts: thread }), ...plainly(note) })
}
