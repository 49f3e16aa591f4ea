import type { Channel, Message, State, User } from './client.ts'
import { inviteCommand } from './invite.ts'
import { seenBy } from './messages.ts'
import type { Account, Room } from './state.ts'
import { topView, viewShown } from './views.ts'
import type { Workspace } from './workspace.ts'

const user = ({ id, name, email, may, kind }: Account): User => ({
  id,
  name,
  may,
  kind,
  ...(email !== undefined && { email }),
})

const channel = ({ id, name, kind, shared, topic, hasBot, members }: Room): Channel => ({
  id,
  kind,
  shared,
  hasBot,
  members,
  name: kind === 'direct' ? 'Coxswain' : name,
  ...(topic !== '' && { topic }),
})

/** What a person sees of the workspace. */
export const stateFor = (workspace: Workspace, me: Account): State => {
  const { state, options, now } = workspace
  const rooms = state.rooms.filter(({ members }) => members.includes(me.id))
  const messages: Record<string, Message[]> = {}
  for (const room of rooms) messages[room.id] = seenBy(workspace, room, me.id)
  const open = topView(workspace, me.id)
  return {
    team: 'Acme',
    me: me.id,
    messages,
    now: now(),
    users: state.accounts.map(user),
    channels: rooms.map(channel),
    commands: [...options.commands, inviteCommand],
    groups: state.groups.map(({ id, handle }) => ({ id, name: handle })),
    ...(open && { view: viewShown(open) }),
    levers: options.levers?.list() ?? [],
  }
}
