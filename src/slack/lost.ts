import type { Message } from '../message/message.ts'
import type { OutboxContext as OutboxMeans } from '../outbox/context.ts'
import { summaryMessage } from '../outbox/summary.ts'
import { type Principal, slackUser } from '../policy/person.ts'
import type { Context } from '../run/context.ts'
import { presentReply } from '../run/settle.ts'
import { watchOfAnswer } from '../run/watching/answer-id.ts'
import { ownersOfBlind } from '../run/watching/sight.ts'
import { alertById } from '../store/alerts.ts'
import { type Post, say } from '../store/posts.ts'
import { getProposal } from '../store/proposals.ts'
import { getRun } from '../store/runs.ts'
import { postsWithin, type Within } from '../store/summaries.ts'
import { getWatch } from '../store/watches.ts'
import type { Memberships } from './membership.ts'

type OnLost = OutboxMeans['onLost']

const why: Readonly<Record<Parameters<OnLost>[1], string>> = {
  unsure: 'Slack did not say whether my message arrived there. It may be there, or not.',
  refused: 'Slack did not take my message there.',
  late: 'Slack could not be reached for a day.',
}

const archived = 'That channel is archived.'
const away = 'I am not in that conversation.'
/** The same for places where nothing can be posted any more. */
const gone: Readonly<Record<string, string>> = {
  shared: 'That channel is shared with another organisation now, so I show nothing there.',
  is_archived: archived,
  is_inactive: archived,
  not_in_channel: away,
  channel_not_found: `${away} (channel_not_found)`,
}

/** Notifies the person in the direct messages about a message that did not reach its conversation. */
export const createOnLost =
  (context: Context, places: Memberships): OnLost =>
  async (post, lost, word) => {
    context.world.metrics.count('postsLost', { why: lost })
    places.forget(post.channel)
    // Only its progress is lost; the answer will replace it, and the person is notified then.
    if (post.proposal === null && (await isRunning(context, post))) return
    const note = (word && gone[word]) || `${why[lost]}${word ? ` (${word})` : ''}`
    if (post.sums === 1) return tellOwners(context, post, note)
    const isDirect = post.channel.startsWith('D')
    const users = [...new Set((await askedBy(context, post)).flatMap((one) => userOf(one) ?? []))].filter(
      // An answer that did not reach the direct messages is shown nowhere else, only logged. If Slack refuses, the direct
      // messages may be those of two people. The note that a proposal can't be shown there is sent to the same place.
      (user) => post.proposal !== null || !(post.channel === user || (isDirect && lost !== 'refused')),
    )
    if (users.length === 0) return
    const message = await told(context, post, note)
    await sayTo(context, post, new Map(users.map((user) => [user, message])))
  }

/** Sends each person a message about one that was lost. */
const sayTo = async (
  { store, world }: Pick<Context, 'store' | 'world'>,
  { id, run }: Post,
  messages: ReadonlyMap<string, Message>,
): Promise<void> =>
  store.transaction(async (tx) => {
    for (const [user, message] of messages)
      await say(
        tx,
        { id: `${id}:lost:${user}`, channel: user, ...(run !== null && { run }), message },
        world.clock.now(),
      )
  })

/**
 * An answer or an outcome is shown where it can be read; a waiting proposal is not, because its buttons belong where
 * everybody sees them.
 */
const told = async (context: Context, post: Post, note: string): Promise<Message> => {
  const proposal = post.proposal === null ? undefined : await getProposal(context.store.db, post.proposal)
  if (proposal && proposal.stage !== 'pending') {
    const { message } = await presentReply(context, proposal.id)
    return { ...message, actions: [], notes: [...(message.notes ?? []), note] }
  }
  if (!proposal && post.message !== null) {
    // Its buttons are on the message itself, if that arrived.
    const { actions: _, ping: __, ...message } = JSON.parse(post.message) as Message
    return { ...message, notes: [...(message.notes ?? []), note] }
  }
  return {
    tone: 'error',
    title:
      post.ts === null
        ? 'What you asked for could not be shown where you asked'
        : 'What you asked for is no longer kept up to date where you asked',
    lead: `${note} Nothing is written without a confirmation. If you see no proposal there, ask again in a channel that I am in, or in your direct messages with me; it expires by itself.`,
  }
}

/** Of a message that stands for many alerts: each owner hears of those of their watches. */
const tellOwners = async (context: Context, sum: Post, note: string): Promise<void> => {
  const { db } = context.store
  if (sum.channel.startsWith('D')) return
  const owned: { readonly user: string; readonly post: Within }[] = []
  for (const post of await postsWithin(db, sum.id)) {
    const owner = await ownerOf(db, post)
    const user = owner === undefined ? undefined : userOf(owner)
    if (user !== undefined) owned.push({ user, post })
  }
  const messages = [...Map.groupBy(owned, ({ user }) => user)].map(([user, some]) => {
    const { ping: _, ...message } = summaryMessage(some.map(({ post }) => post))
    return [user, { ...message, notes: [note] }] as const
  })
  await sayTo(context, sum, new Map(messages))
}

const isRunning = async ({ store }: Pick<Context, 'store'>, { run }: Post): Promise<boolean> =>
  run !== null && (await getRun(store.db, run))?.ending === null

/** Whoever waits for a post, as JSON: the person who asked or, of what is nobody's line, the owners of watches. */
const askedBy = async ({ store: { db } }: Pick<Context, 'store'>, post: Post): Promise<readonly string[]> => {
  const run = post.run === null ? undefined : await getRun(db, post.run)
  const proposal = post.proposal === null ? undefined : await getProposal(db, post.proposal)
  const principal = run?.principal ?? proposal?.requester ?? (await ownerOf(db, post))
  return principal === undefined ? ownersOfBlind(db, post) : [principal]
}

const userOf = (principal: string): string | undefined => slackUser(JSON.parse(principal) as Principal)

/** The owner of the watch whose alert or answer it is, or a reply to that. */
const ownerOf = async (db: Context['store']['db'], { id }: Pick<Post, 'id'>): Promise<string | undefined> => {
  const watch = watchOfAnswer(id) ?? (await alertById(db, id.split(':', 1)[0] ?? ''))?.watch
  return watch === undefined ? undefined : (await getWatch(db, watch))?.principal
}
