import type { Message } from '../message/message.ts'
import { duration, near } from '../message/time.ts'
import type { Store } from '../store/db.ts'
import type { Post } from '../store/posts.ts'
import { postsWithin } from '../store/summaries.ts'
import type { Rendered } from './rendered.ts'
import { summaryMessage } from './summary.ts'

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
export const render = async (
  { store, present, draw }: PostRenderer & { readonly store: Store },
  post: Post,
  now: number,
): Promise<Rendered> => {
  const message = await shown({ store, present }, post)
  const run = post.run ?? message.nextFor
  return draw(noted(message, post, now), {
    id: `${post.id}:${post.wanted}`,
    ...(run !== undefined && { run }),
    ...((post.thread ?? post.parent) !== null && { inThread: true }),
  })
}

const shown = async (
  { store, present }: Pick<PostRenderer, 'present'> & { readonly store: Store },
  post: Post,
): Promise<Message> => {
  if (post.sums === 1) return summaryMessage(await postsWithin(store.db, post.id))
  return post.proposal === null ? stored(post) : present(post.proposal)
}

const stored = ({ message }: Post): Message => {
  if (message === null) throw new Error('a post has nothing to show')
  return JSON.parse(message) as Message
}

const noted = (message: Message, post: Post, now: number): Message => {
  const said = [lateNote(message, post, now), repeatNote(post)].filter((note) => note !== undefined)
  return said.length === 0 ? message : { ...message, notes: [...said, ...(message.notes ?? [])] }
}

/** Of a message that is sent now for the first time: how old its figures are, or how late it is if it has none. */
const lateNote = ({ provenance }: Message, { ts, created_at, due_at }: Post, now: number): string | undefined => {
  if (ts !== null || now - created_at <= lateMs) return undefined
  // If Slack did not delay anything, the bot itself was down.
  const why = due_at > created_at ? ': Slack held me back' : ''
  const read = provenance?.readAt
  const old = read === undefined ? 0 : now - read
  if (read === undefined || old <= lateMs)
    return `LATE: sent ${duration(Math.round((now - created_at) / minuteMs) * minuteMs)} late${why}.`
  return `LATE: sent ${near(now, read)}, read ${near(read, now)}${why}.`
}

// An earlier copy is never updated, so this one goes on saying that there may be one.
const repeatNote = ({ repeats }: Post): string | undefined =>
  repeats === null
    ? undefined
    : "May be a repeat: I don't know whether this arrived before. This one is kept up to date."
