import { explain } from '../run/explain.ts'
import type { Face } from './face.ts'
import { plainly } from './post.ts'
import type { ReplyRoute } from './tell.ts'

/** Whatever is wrong in here, the person hears of it, without the database; the log has why. */
export const tellBug = async (
  { means, call, respond, render }: Face,
  back: ReplyRoute,
  error: unknown,
): Promise<void> => {
  const { message } = explain(error, means, {})
  const { user, channel, thread, responseUrl } = back
  const note = render(message, { id: means.world.ids.id(), inThread: thread !== undefined })
  if (responseUrl !== undefined && (await respond(responseUrl, note, 'person'))) return
  // In direct messages there are no ephemeral notes.
  if (/^[DUW]/.test(channel)) await call('chat.postMessage', { channel, ...plainly(note) })
  else await call('chat.postEphemeral', { user, channel, ...(thread && { thread_ts: thread }), ...plainly(note) })
}
