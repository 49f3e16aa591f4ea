import type { SlackContext } from './context.ts'
import type { ConversationInfo } from './membership.ts'

/** A channel as people see it in a list. */
export interface NamedChannel {
  readonly id: string
  readonly name: string
}

type Listed = ConversationInfo & { readonly id?: string }

/** How many channels one call gives, and how many calls are made at most. */
const page = { size: 200, most: 5 }

/**
 * The channels that a person and the bot are both in, by name; those shared with another organization only if the settings
 * list them. None if Slack doesn't say: then nothing but the channel itself is offered.
 */
export const commonChannels = async (
  { call, context }: Pick<SlackContext, 'call' | 'context'>,
  user: string,
): Promise<readonly NamedChannel[]> => {
  const [theirs, ours] = await Promise.all([listOf({ call }, user), listOf({ call })])
  const bot = new Set(ours.map(({ id }) => id))
  return theirs
    .flatMap(({ id, name, is_ext_shared: isShared, is_pending_ext_shared: willBe }): readonly NamedChannel[] => {
      if (id === undefined || name === undefined || !bot.has(id)) return []
      return (isShared || willBe) && !context.shared.includes(id) ? [] : [{ id, name }]
    })
    .sort((one, other) => one.name.localeCompare(other.name, 'en'))
}

/** The channels that a person is in, or the bot itself. */
const listOf = async ({ call }: Pick<SlackContext, 'call'>, user?: string): Promise<readonly Listed[]> => {
  const found: Listed[] = []
  let cursor = ''
  for (let pages = 0; pages < page.most; pages++) {
    const answered = await call('users.conversations', {
      types: 'public_channel,private_channel',
      exclude_archived: true,
      limit: page.size,
      ...(user !== undefined && { user }),
      ...(cursor !== '' && { cursor }),
    })
    if (answered.how !== 'sent') return []
    const { channels = [], response_metadata: meta } = answered.data as {
      readonly channels?: readonly Listed[]
      readonly response_metadata?: { readonly next_cursor?: string }
    }
    found.push(...channels)
    cursor = meta?.next_cursor ?? ''
    if (cursor === '') break
  }
  return found
}
