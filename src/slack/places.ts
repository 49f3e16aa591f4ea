import type { Clock } from '../world.ts'
import type { Call } from './call.ts'
import { createRecent } from './recent.ts'

/**
 * What may be said in a conversation. `member`: the bot is in it. `direct`: with one person. `outside`: public, and the
 * bot is not in it. `hidden`: Slack does not tell about it, so only the person may see the answer. `shared`: people of
 * another organisation would see it, and it is not listed.
 */
export type Standing = 'member' | 'direct' | 'outside' | 'hidden' | 'shared'

/** Where the bot stands in conversations, at most a minute old. */
export interface Places {
  standing(channel: string): Promise<Standing>
  /** To be asked again: Slack said otherwise. */
  forget(channel: string): void
}

const freshMs = 60_000

/** What Slack tells of a conversation, as far as it is read. */
export interface Conversation {
  readonly name?: string
  readonly is_archived?: boolean
  readonly is_member?: boolean
  readonly is_private?: boolean
  readonly is_ext_shared?: boolean
  readonly is_pending_ext_shared?: boolean
}

export const createPlaces = (
  { call, clock }: { readonly call: Call; readonly clock: Clock },
  shared: readonly string[],
): Places => {
  const seen = createRecent<Standing>(clock, freshMs)

  const ask = async (channel: string): Promise<Standing> => {
    const answered = await call('conversations.info', { channel })
    if (answered.how !== 'sent') return 'hidden'
    const about = answered.data.channel as Conversation
    const isShared = Boolean(about.is_ext_shared || about.is_pending_ext_shared)
    if (isShared && !shared.includes(channel)) return 'shared'
    return about.is_member ? 'member' : about.is_private ? 'hidden' : 'outside'
  }

  return {
    standing: async (channel) => {
      if (channel.startsWith('D')) return 'direct'
      const before = seen.get(channel)
      if (before !== undefined) return before
      const standing = await ask(channel)
      // That Slack did not answer is no knowledge to keep; that the bot is not in a channel changes by an invitation.
      if (standing === 'member' || standing === 'shared') seen.set(channel, standing)
      return standing
    },
    forget: seen.forget,
  }
}
