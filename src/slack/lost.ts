import type { Message } from '../message/message.ts'
import type { OutboxContext as OutboxMeans } from '../outbox/context.ts'
import { summaryMessage } from '../outbox/summary.ts'
import { type Principal, slackUser } from '../policy/person.ts'
import type { Context } from '../run/context.ts'
import { presentReply } from '../run/settle.ts'
import { watchOfAnswer } from '../run/watching/answer-id.ts'
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
    const { store, world } = context
    world.metrics.count('postsLost', { why: lost })
    places.forget(post.channel)
    // Only its progress is lost; the answer will replace it, and the person is notified then.
    if (post.proposal === null && (await isRunning(context, post))) return
    const note = (word && gone[word]) || `${why[lost]}${word ? ` (${word})` : ''}`
    if (post.sums === 1) return tellOwners(context, post, note)
    const user = await askedBy(context, post)
    // An answer that did not reach the direct messages is shown nowhere else, only logged. If Slack refuses, the direct
    // messages may be those of two people. The note that a proposal can't be shown there is sent to the same place.
    const isThere = post.channel === user || (post.channel.startsWith('D') && lost !== 'refused')
    const isTheirs = post.proposal === null && isThere
    if (user === undefined || isTheirs) return
    const message = await told(context, post, note)
    const again = { id: `${post.id}:lost`, channel: user, ...(post.run !== null && { run: post.run }), message }
    await store.transaction((tx) => say(tx, again, world.clock.now()))
  }

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
    const { actions: _, ...message } = JSON.parse(post.message) as Message
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
const tellOwners = async ({ store, world }: Context, { id, channel }: Post, note: string): Promise<void> => {
  if (channel.startsWith('D')) return
  const owned: { readonly user: string; readonly post: Within }[] = []
  for (const post of await postsWithin(store.db, id)) {
    const owner = await ownerOf(store.db, post)
    const user = owner === undefined ? undefined : slackUser(JSON.parse(owner) as Principal)
    if (user !== undefined) owned.push({ user, post })
  }
  await store.transaction(async (tx) => {
    for (const [user, some] of Map.groupBy(owned, ({ user }) => user)) {
      const { ping: _, ...message } = summaryMessage(some.map(({ post }) => post))
      const again = { id: `${id}:lost:${user}`, channel: user, message: { ...message, notes: [note] } }
      await say(tx, again, world.clock.now())
    }
  })
}

const isRunning = async ({ store }: Pick<Context, 'store'>, { run }: Post): Promise<boolean> =>
  run !== null && (await getRun(store.db, run))?.ending === null

const askedBy = async ({ store }: Pick<Context, 'store'>, post: Post): Promise<string | undefined> => {
  const run = post.run === null ? undefined : await getRun(store.db, post.run)
  const proposal = post.proposal === null ? undefined : await getProposal(store.db, post.proposal)
  const principal = run?.principal ?? proposal?.requester ?? (await ownerOf(store.db, post))
  return principal === undefined ? undefined : slackUser(JSON.parse(principal) as Principal)
}

/** The owner of the watch whose alert or answer it is, or a reply to that: these are nobody's line. */
const ownerOf = async (db: Context['store']['db'], { id }: Pick<Post, 'id'>): Promise<string | undefined> => {
  const watch = watchOfAnswer(id) ?? (await alertById(db, id.split(':', 1)[0] ?? ''))?.watch
  return watch === undefined ? undefined : (await getWatch(db, watch))?.principal
}
