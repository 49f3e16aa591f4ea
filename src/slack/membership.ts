import type { PostResult } from '../outbox/poster.ts'
import type { Clock } from '../world.ts'
import type { CallResult, SlackCall } from './call.ts'
import { createRecent } from './recent.ts'

/**
 * What may be said in a conversation. `member`: the bot is in it. `direct`: with one person. `outside`: public, and the
 * bot is not in it. `hidden`: Slack does not tell about it, so only the person may see the answer. `shared`: people of
 * another organisation would see it, and it is not listed. `archived`: nothing can be said in it.
 */
export type Membership = 'member' | 'direct' | 'outside' | 'hidden' | 'shared' | 'archived'

/** Where the bot stands in conversations, at most a minute old. */
export interface Places {
  standing(channel: string): Promise<Membership>
  /** Why nothing is posted or edited there now, as if Slack had said it; undefined where it may be. */
  barred(channel: string): Promise<Exclude<PostResult, { readonly how: 'sent' }> | undefined>
  /** To be asked again: Slack said otherwise. */
  forget(channel: string): void
}

const freshMs = 60_000

/** What Slack tells of a conversation, as far as it is read. */
export interface ConversationInfo {
  readonly name?: string
  readonly is_archived?: boolean
  readonly is_member?: boolean
  readonly is_private?: boolean
  readonly is_ext_shared?: boolean
  readonly is_pending_ext_shared?: boolean
}

/** What a place refuses with, in the words of Slack; `shared` is ours. */
const refusals = {
  shared: 'shared',
  archived: 'is_archived',
  outside: 'not_in_channel',
  hidden: 'channel_not_found',
} as const satisfies Partial<Record<Membership, string>>

export const createPlaces = (
  { call, clock }: { readonly call: SlackCall; readonly clock: Clock },
  shared: readonly string[],
): Places => {
  const seen = createRecent<Membership>(clock, freshMs)

  /** The standing, and what Slack said if it did not tell. */
  const look = async (channel: string): Promise<{ readonly standing: Membership; readonly untold?: Untold }> => {
    const before = seen.get(channel)
    if (before !== undefined) return { standing: before }
    const answered = await call('conversations.info', { channel })
    if (answered.how !== 'sent') return { standing: 'hidden', untold: answered }
    const standing = standingIn(answered.data.channel as ConversationInfo, shared.includes(channel))
    // That Slack did not answer is no knowledge to keep; that the bot is not in a channel changes by an invitation.
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
      // It was a question: nothing was posted, and it can be asked again.
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
