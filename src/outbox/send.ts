import { giveUp } from '../store/delivery-status.ts'
import {
  type PostJob,
  type PostLease,
  postLeaseMs,
  putBack,
  renewPostLease,
  takePostLease,
} from '../store/post-lease.ts'
import type { Post } from '../store/posts.ts'
import type { OutboxContext } from './context.ts'
import type { PostResult } from './poster.ts'
import { recordResult, retry } from './record-result.ts'
import { knownWord, meaningOf } from './refusal.ts'
import { render } from './render.ts'
import type { Rendered } from './rendered.ts'

/** How much of a lease must be left when a call to Slack starts: its limit of 10 seconds, and as much again for the clocks. */
const callMs = 20_000
/** How many times to retry a message that cannot be rendered: about eight minutes, during which its conversation waits. */
const wordings = 9

type Call = (to: Rendered) => Promise<PostResult>

/** Takes the lease of a post for a job; undefined if another worker was quicker. */
export const hold = async (
  { store, world, replica }: OutboxContext,
  job: PostJob,
  post: Post,
): Promise<PostLease | undefined> => {
  const held = { id: post.id, by: `${replica}:${world.ids.id()}`, version: post.wanted, since: world.clock.now() }
  return (await takePostLease(store, job, post, held)) ? held : undefined
}

/**
 * Renders a post, takes its lease, sends it once and records the result. It is rendered before the lease is taken, so a
 * process that is killed while reading has sent nothing, and an abandoned lease means that it may have been sent.
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
  if (world.clock.now() > held.since + postLeaseMs - callMs) return putBack(store, held, {})
  const sent = await calledWith(context, { post, held, rendered }, call)
  await world.faults.at(`${way}:sent`)
  await recordResult(context, way, { post, held, sent })
}

interface Going {
  readonly post: Post
  readonly held: PostLease
  readonly rendered: Rendered
}

/** One call, and one more with the text alone if Slack refuses the blocks. */
const calledWith = async (
  { world, store }: OutboxContext,
  { post, held, rendered }: Going,
  call: Call,
): Promise<PostResult> => {
  const once = (to: Rendered) => call(to).catch((): PostResult => ({ how: 'unsure' }))
  const sent = await once(rendered)
  if (sent.how !== 'refused' || meaningOf(sent.why) !== 'content') return sent
  world.log.error('outbox.plain', { post: post.id, channel: post.channel, word: knownWord(sent.why) })
  if (!(await renewPostLease(store, held, world.clock.now()))) return { how: 'unsent' }
  return once({ text: rendered.text, blocks: [] })
}
