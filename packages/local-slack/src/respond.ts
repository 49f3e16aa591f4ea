import { contentOf } from './content.ts'
import { ids } from './ids.ts'
import { edit, findMessage, post, remove } from './messages.ts'
import { Refused } from './refused.ts'
import { takeResponseUrl } from './response-urls.ts'
import type { Json, Posted, ResponseUrl } from './state.ts'
import type { Workspace } from './workspace.ts'

/** The thread that an answer goes to: one that it names, and that is there. */
const threadOf = (workspace: Workspace, channel: string, { thread_ts: ts }: Json): { thread_ts?: string } => {
  const parent = typeof ts === 'string' ? findMessage(workspace, channel, ts) : undefined
  return parent ? { thread_ts: parent.thread_ts ?? parent.ts } : {}
}

/** Puts an answer where the person was: for that person alone unless it says `in_channel`. The bot need not be in it. */
export const answerTo = (workspace: Workspace, { channel, user }: ResponseUrl, said: Json): Posted => {
  const { text, blocks } = contentOf(said)
  return post(workspace, {
    channel,
    ...threadOf(workspace, channel, said),
    user: ids.botUser,
    text,
    ...(blocks && { blocks }),
    ...(said.response_type !== 'in_channel' && { onlyFor: user }),
    byBot: true,
  })
}

/** Answers a POST to a response URL with an HTTP status and a body; `args` is undefined where it was no JSON. */
export const respond = (workspace: Workspace, key: string, args: Json | undefined): { status: number; body: Json } => {
  const led = takeResponseUrl(workspace, key)
  if (typeof led === 'string') return { status: 404, body: { ok: false, error: led } }
  if (args === undefined) return { status: 400, body: { ok: false, error: 'invalid_payload' } }
  const original = led.message === undefined ? undefined : findMessage(workspace, led.channel, led.message)
  const mayReplace = led.message !== undefined
  try {
    if (args.delete_original === true && mayReplace) {
      if (original) remove(workspace, original)
    } else if (args.replace_original === true && mayReplace) {
      const { text, blocks } = contentOf(args)
      if (original) edit(workspace, original, { text, blocks: blocks ?? [] })
    } else answerTo(workspace, led, args)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return { status: 400, body: { ok: false, error: error.message, ...error.more } }
  }
  return { status: 200, body: { ok: true } }
}
