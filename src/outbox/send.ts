import { giveUp } from '../store/delivery-status.ts'
import { type Hold, holdFor, holdMs, type PostJob, putBack, renewHold } from '../store/post-lease.ts'
import type { Post } from '../store/posts.ts'
import type { OutboxContext } from './context.ts'
import type { PostResult } from './poster.ts'
import { recordResult, retry } from './record-result.ts'
import { knownWord, meaningOf } from './refusal.ts'
import { render } from './render.ts'
import type { Rendered } from './rendered.ts'

/** What of a hold must be left when a call to Slack starts: its limit of 10 seconds, and as much for the clocks. */
const callMs = 20_000
/** How often what cannot be worded is tried again: about eight minutes, in which it holds back its conversation. */
const wordings = 9

type Call = (to: Rendered) => Promise<PostResult>

/** Holds a post for a job; undefined where somebody else was quicker. */
export const hold = async (
  { store, world, replica }: OutboxContext,
  job: PostJob,
  post: Post,
): Promise<Hold | undefined> => {
  const held = { id: post.id, by: `${replica}:${world.ids.id()}`, version: post.wanted, since: world.clock.now() }
  return (await holdFor(store, job, post, held)) ? held : undefined
}

/**
 * Renders a post, holds it, sends it once and follows what became of it. It is rendered before the hold, so that who
 * is killed while reading has sent nothing, and a hold that was left means that it may have left.
 */
export const send = async (
  context: OutboxContext,
  job: Exclude<PostJob, 'tell'>,
  post: Post,
  call: Call,
): Promise<void> => {
  const { world, store } = context
  const rendered = await render(context, post, world.clock.now()).catch((error: unknown) => {
    world.log.error('outbox.render', { post: post.id, channel: post.channel }, error)
    return undefined
  })
  const held = await hold(context, job, post)
  if (!held) return
  if (!rendered && post.attempts >= wordings)
    return giveUp(store, held, { fate: 'lost', why: 'late', now: world.clock.now() })
  if (!rendered) return retry(context, post, held)
  const way = job === 'post' ? 'post' : 'edit'
  await world.faults.at(`${way}:before`)
  if (world.clock.now() > held.since + holdMs - callMs) return putBack(store, held, {})
  const sent = await calledWith(context, { post, held, rendered }, call)
  await world.faults.at(`${way}:sent`)
  await recordResult(context, way, { post, held, sent })
}

interface Going {
  readonly post: Post
  readonly held: Hold
  readonly rendered: Rendered
}

/** One call, and one more with the text alone where Slack does not take the blocks. */
const calledWith = async (
  { world, store }: OutboxContext,
  { post, held, rendered }: Going,
  call: Call,
): Promise<PostResult> => {
  const once = (to: Rendered) => call(to).catch((): PostResult => ({ how: 'unsure' }))
  const sent = await once(rendered)
  if (sent.how !== 'refused' || meaningOf(sent.why) !== 'content') return sent
  world.log.error('outbox.plain', { post: post.id, channel: post.channel, word: knownWord(sent.why) })
  if (!(await renewHold(store, held, world.clock.now()))) return { how: 'unsent' }
  return once({ text: rendered.text, blocks: [] })
}
