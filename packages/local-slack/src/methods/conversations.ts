import { ids } from '../ids.ts'
import { allow, type Call, type Method, needed, text } from '../method.ts'
import { Refused } from '../refused.ts'
import type { Json, Room } from '../state.ts'
import { directOf, type Workspace } from '../workspace.ts'

const reads = { public: 'channels:read', private: 'groups:read', direct: 'im:read' } as const
const any = Object.values(reads)

const shown = ({ id, name, kind, topic, hasBot, shared, pending, archived, members }: Room): Json => ({
  id,
  created: 0,
  is_archived: archived,
  ...(kind === 'direct'
    ? { is_im: true, is_org_shared: false, user: members[0], is_open: true }
    : {
        name,
        name_normalized: name,
        is_channel: kind === 'public',
        is_group: kind === 'private',
        is_im: false,
        is_mpim: false,
        is_private: kind === 'private',
        is_general: false,
        is_member: hasBot,
        is_shared: shared,
        is_ext_shared: shared,
        is_org_shared: false,
        is_pending_ext_shared: pending,
        topic: { value: topic, creator: '', last_set: 0 },
        purpose: { value: '', creator: '', last_set: 0 },
        context_team_id: ids.team,
        num_members: members.length + (hasBot ? 1 : 0),
      }),
})

/** The conversation that the bot asks about: of a private one that it is not in, Slack knows nothing. */
const visible = (workspace: Workspace, channel: string): Room => {
  const room = workspace.state.rooms.find(({ id }) => id === channel)
  if (!room || (room.kind !== 'public' && !room.hasBot)) throw new Refused('channel_not_found')
  allow(workspace, [reads[room.kind]])
  return room
}

const wanted = (call: Call): Room[] => {
  const types = (text(call, 'types') ?? 'public_channel').split(',').map((one) => one.trim())
  const words = { public: 'public_channel', private: 'private_channel', direct: 'im' }
  const isWanted = ({ kind, hasBot }: Room) => types.includes(words[kind]) && (kind === 'public' || hasBot)
  const hidesArchived = String(call.args.exclude_archived) === 'true'
  const found = call.workspace.state.rooms.filter((room) => isWanted(room) && !(hidesArchived && room.archived))
  for (const { kind } of found) allow(call.workspace, [reads[kind]])
  return found
}

/** Channels and direct conversations. */
export const conversations: readonly Method[] = [
  {
    name: 'conversations.info',
    scopes: any,
    answer: (call) => ({ channel: shown(visible(call.workspace, needed(call, 'channel'))) }),
  },
  {
    name: 'conversations.list',
    scopes: any,
    answer: (call) => ({ channels: wanted(call).map(shown), response_metadata: { next_cursor: '' } }),
  },
  {
    name: 'conversations.members',
    scopes: any,
    answer: (call) => {
      const { members, hasBot } = visible(call.workspace, needed(call, 'channel'))
      return { members: [...members, ...(hasBot ? [ids.botUser] : [])], response_metadata: { next_cursor: '' } }
    },
  },
  {
    name: 'users.conversations',
    scopes: any,
    answer: (call) => {
      const user = text(call, 'user') ?? ids.botUser
      const isIn = ({ members, hasBot }: Room) => (user === ids.botUser ? hasBot : members.includes(user))
      // Of a list of somebody's own, Slack doesn't say who else is in it, nor whether the bot is.
      const bare = ({ is_member: _, num_members: __, ...rest }: Json): Json => rest
      const found = wanted(call).filter(isIn)
      const from = Number(text(call, 'cursor') ?? 0)
      const to = from + Math.min(Number(text(call, 'limit') ?? 100), 999)
      const next = to < found.length ? String(to) : ''
      return {
        channels: found.slice(from, to).map((room) => bare(shown(room))),
        response_metadata: { next_cursor: next },
      }
    },
  },
  {
    name: 'conversations.open',
    scopes: ['im:write'],
    answer: (call) => {
      const user = needed(call, 'users')
      if (!call.workspace.state.accounts.some(({ id, kind }) => id === user && kind !== 'bot'))
        throw new Refused('user_not_found')
      const { id } = directOf(call.workspace, user)
      const whole = String(call.args.return_im) === 'true'
      return { no_op: true, already_open: true, channel: whole ? { id, user, is_im: true } : { id } }
    },
  },
]
