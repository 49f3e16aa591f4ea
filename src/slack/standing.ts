import { slackUser } from '../policy/person.ts'
import type { People } from '../run/context.ts'
import type { Clock } from '../world.ts'
import type { SlackCall } from './call.ts'
import type { Memberships } from './membership.ts'
import { createRecent } from './recent.ts'

const freshMs = 60_000
/** How many members one call gives, and how many calls are made at most. */
const page = { size: 1_000, most: 50 }

const away = 'I am not in its channel any more.'

/** Why nothing can be posted in a channel, by Slack's error codes and the one of ours. */
const closedBecause: Readonly<Record<string, string>> = {
  is_archived: 'Its channel is archived, so nothing can be posted there.',
  shared:
    'Its channel is shared with another organization now, so nothing of ours is shown there unless “slack.shared” of the settings lists it.',
}

/** Who is in which channel, at most a minute old, and whether anything can be posted there. */
export const createStanding = (
  { call, clock }: { readonly call: SlackCall; readonly clock: Clock },
  places: Pick<Memberships, 'barred'>,
): NonNullable<People['standing']> => {
  const seen = createRecent<ReadonlySet<string>>(clock, freshMs)

  /** Undefined if Slack doesn't answer, or if there are too many to look through. */
  const members = async (channel: string): Promise<ReadonlySet<string> | undefined> => {
    const known = seen.get(channel)
    if (known) return known
    const found = new Set<string>()
    let cursor = ''
    for (let pages = 0; pages < page.most; pages++) {
      const asked = { channel, limit: page.size, ...(cursor !== '' && { cursor }) }
      const answered = await call('conversations.members', asked)
      if (answered.how !== 'sent') return undefined
      const { members = [], response_metadata: meta } = answered.data as {
        readonly members?: readonly string[]
        readonly response_metadata?: { readonly next_cursor?: string }
      }
      for (const member of members) found.add(member)
      cursor = meta?.next_cursor ?? ''
      if (cursor === '') {
        seen.set(channel, found)
        return found
      }
    }
    return undefined
  }

  return async (principal, channel) => {
    // Direct messages with the bot have nobody else in them.
    if (!/^[CG]/.test(channel)) return 'in'
    const barred = await places.barred(channel)
    if (barred) return barred.how === 'refused' ? { closed: closedBecause[barred.why] ?? away } : undefined
    const user = slackUser(principal)
    if (user === undefined) return 'left'
    const all = await members(channel)
    return all && (all.has(user) ? 'in' : 'left')
  }
}
