import type { Clock } from '../world.ts'
import type { SlackCall } from './call.ts'
import type { ConversationInfo } from './membership.ts'
import { createRecent } from './recent.ts'
import type { NamesById } from './typed.ts'

/** The names of people and channels, for lines that contain their ids. */
export interface NameBook {
  /** The names as Slack has them now; unknown ones are left out. Never throws. */
  of(ids: readonly string[]): Promise<NamesById>
}

const freshMs = 5 * 60_000

/** One word without special characters of a line: a name may contain quotes and spaces. */
const word = (name: unknown): string | undefined =>
  typeof name === 'string' ? name.replace(/[^\p{L}\p{N}._-]/gu, '-').slice(0, 80) || undefined : undefined

/** Names are at most five minutes old; that of a private channel is shown to nobody. */
export const createNames = ({ call, clock }: { readonly call: SlackCall; readonly clock: Clock }): NameBook => {
  const seen = createRecent<string>(clock, freshMs)

  const ask = async (id: string): Promise<string | undefined> => {
    if (/^[UW]/.test(id)) {
      const answered = await call('users.info', { user: id })
      return answered.how === 'sent'
        ? word((answered.data.user as { readonly name?: unknown } | undefined)?.name)
        : undefined
    }
    const answered = await call('conversations.info', { channel: id })
    const about = answered.how === 'sent' ? (answered.data.channel as ConversationInfo | undefined) : undefined
    return about === undefined || about.is_private ? undefined : word(about.name)
  }

  return {
    of: async (ids) => {
      const names = new Map<string, string>()
      const look = async (id: string) => {
        const name = seen.get(id) ?? (await ask(id))
        if (name === undefined) return
        seen.set(id, name)
        names.set(id, name)
      }
      await Promise.all(ids.map(look))
      return names
    },
  }
}
