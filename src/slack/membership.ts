import type { PostResult } from '../outbox/poster.ts'
import type { Clock } from '../world.ts'
import type { CallResult, SlackCall } from './call.ts'
import { createRecent } from './recent.ts'

/**
 * What the bot may post in a conversation. `member`: the bot is in it. `direct`: with one person. `outside`: public, and the
 * bot is not in it. `hidden`: Slack says nothing about it, so only the person may see the answer. `shared`: people of
 * another organisation would see it, and it is not listed. `archived`: nothing can be posted in it.
 */
export type Membership = 'member' | 'direct' | 'outside' | 'hidden' | 'shared' | 'archived'

/** The bot's standing in conversations, at most a minute old. */
export interface Memberships {
  standing(channel: string): Promise<Membership>
  /** Why nothing is posted or edited there now, as an error code of Slack; undefined if it may be. */
  barred(channel: string): Promise<Exclude<PostResult, { readonly how: 'sent' }> | undefined>
  /** Forgets what is known about a conversation, because Slack contradicted it. */
  forget(channel: string): void
}

const freshMs = 60_000

/** What Slack says about a conversation, as far as it is used. */
export interface ConversationInfo {
  readonly name?: string
  readonly is_archived?: boolean
  readonly is_member?: boolean
  readonly is_private?: boolean
  readonly is_ext_shared?: boolean
  readonly is_pending_ext_shared?: boolean
}

/** Why a conversation refuses posts, in Slack's error codes; `shared` is the bot's own. */
const refusals = {
  shared: 'shared',
  archived: 'is_archived',
  outside: 'not_in_channel',
  hidden: 'channel_not_found',
} as const satisfies Partial<Record<Membership, string>>

export const createMemberships = (
  { call, clock }: { readonly call: SlackCall; readonly clock: Clock },
  shared: readonly string[],
): Memberships => {
  const seen = createRecent<Membership>(clock, freshMs)

  /** The standing, or Slack's error if it is not known. */
  const look = async (channel: string): Promise<{ readonly standing: Membership; readonly untold?: Untold }> => {
    const before = seen.get(channel)
    if (before !== undefined) return { standing: before }
    const answered = await call('conversations.info', { channel })
    if (answered.how !== 'sent') return { standing: 'hidden', untold: answered }
    const standing = standingIn(answered.data.channel as ConversationInfo, shared.includes(channel))
    // Not cached: that Slack did not answer, and that the bot is not in a channel, which an invitation changes.
    if (standing === 'member' || standing === 'shared') seen.set(channel, standing)
    return { standing }
  }

  return {
    standing: async (channel) => (channel.startsWith('D') ? 'direct' : (await look(channel)).standing),
    barred: async (channel) => {
      if (!/^[CG]/.test(channel)) return undefined
      const { standing, untold } = await look(channel)
      if (standing === 'member' || standing === 'direct') return undefined
      if (untold === undefined || (untold.how === 'refused' && untold.why === refusals.hidden))
        return { how: 'refused', why: refusals[standing] }
      // It was only a read: nothing was posted, and it can be repeated.
      return untold.how === 'unsure' ? { how: 'unsent' } : untold
    },
    forget: seen.forget,
  }
}

type Untold = Exclude<CallResult, { readonly how: 'sent' }>

const standingIn = (about: ConversationInfo, isListed: boolean): Membership => {
  if ((about.is_ext_shared || about.is_pending_ext_shared) && !isListed) return 'shared'
  if (about.is_archived) return 'archived'
  return about.is_member ? 'member' : about.is_private ? 'hidden' : 'outside'
}
