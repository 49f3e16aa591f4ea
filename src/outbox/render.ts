import type { Message } from '../message/message.ts'
import { duration } from '../message/time.ts'
import type { Post } from '../store/posts.ts'
import type { Rendered } from './rendered.ts'

/** A message that is older than this says that it is late, in milliseconds. */
const lateMs = 60_000
const minuteMs = 60_000

/** The newest message of a proposal. */
export type Present = (proposal: string) => Promise<Message>

/** How a post is worded, and rendered for Slack. */
export interface PostRenderer {
  readonly present: Present
  readonly draw: (
    message: Message,
    options: { readonly id: string; readonly run?: string; readonly inThread?: boolean },
  ) => Rendered
}

/** What a post shows now, as Slack accepts it; never older than the version that `post` wants. */
export const render = async ({ present, draw }: PostRenderer, post: Post, now: number): Promise<Rendered> => {
  const message = post.proposal === null ? stored(post) : await present(post.proposal)
  const run = post.run ?? message.nextFor
  return draw(post.ts === null ? noted(message, post, now) : message, {
    id: `${post.id}:${post.wanted}`,
    ...(run !== undefined && { run }),
    ...((post.thread ?? post.parent) !== null && { inThread: true }),
  })
}

const stored = ({ message }: Post): Message => {
  if (message === null) throw new Error('a post has nothing to show')
  return JSON.parse(message) as Message
}

const noted = (message: Message, { created_at, due_at }: Post, now: number): Message => {
  const late = now - created_at
  if (late <= lateMs) return message
  // If Slack did not delay anything, the bot itself was down.
  const why = due_at > created_at ? ': Slack held me back' : ''
  const note = `Sent ${duration(Math.round(late / minuteMs) * minuteMs)} late${why}.`
  return { ...message, notes: [...(message.notes ?? []), note] }
}
