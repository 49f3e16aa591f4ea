import type { People } from '../run/context.ts'
import type { SlackCall } from './call.ts'
import type { ConversationInfo } from './membership.ts'

/** How many people are looked up at a time. */
const atOnce = 10

interface Account {
  readonly is_bot?: boolean
  readonly is_restricted?: boolean
  readonly is_ultra_restricted?: boolean
  readonly is_stranger?: boolean
}

const isGuest = (one: Account): boolean =>
  one.is_restricted === true || one.is_ultra_restricted === true || one.is_stranger === true

/** Who reads a channel, as Slack says at this moment: nothing of it is remembered. */
export const createReaders = (call: SlackCall): Required<Pick<People, 'readers' | 'countPeople'>> => ({
  readers: async (channel, most) => {
    const [about, listed] = await Promise.all([
      call('conversations.info', { channel }),
      call('conversations.members', { channel, limit: 1_000 }),
    ])
    if (about.how !== 'sent' || listed.how !== 'sent') return undefined
    const info = about.data.channel as ConversationInfo
    if (info.is_ext_shared || info.is_pending_ext_shared) return 'shared'
    const { members = [], response_metadata: meta } = listed.data as {
      readonly members?: readonly string[]
      readonly response_metadata?: { readonly next_cursor?: string }
    }
    return (meta?.next_cursor ?? '') !== '' || members.length > most ? 'many' : members
  },
  countPeople: async (ids) => {
    const people: Account[] = []
    for (let from = 0; from < ids.length; from += atOnce) {
      const answers = await Promise.all(ids.slice(from, from + atOnce).map((user) => call('users.info', { user })))
      for (const answered of answers) {
        if (answered.how !== 'sent') return undefined
        const account = answered.data.user as Account
        if (account.is_bot !== true) people.push(account)
      }
    }
    return { people: people.length, guests: people.filter(isGuest).length }
  },
})
