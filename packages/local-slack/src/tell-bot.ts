import { tellEvent } from './events.ts'
import { ids } from './ids.ts'
import { messageOf } from './payload.ts'
import type { Json, Posted, Room } from './state.ts'
import { roomOf, type Workspace } from './workspace.ts'

const directWithBot = (workspace: Workspace, { channel, onlyFor }: Posted): Room | undefined => {
  const room = roomOf(workspace, channel)
  const hears = workspace.options.scopes.includes('im:history') && workspace.target !== undefined
  return room.kind === 'direct' && onlyFor === undefined && hears ? room : undefined
}

const profile = { id: ids.bot, app_id: ids.app, team_id: ids.team, name: 'Coxswain', deleted: false }

/** What the bot says in a direct conversation comes back to it as an event, marked as its own. */
export const tellPosted = (workspace: Workspace, posted: Posted): void => {
  const room = directWithBot(workspace, posted)
  if (!room) return
  const event = { ...messageOf(posted), bot_profile: profile, channel: room.id, channel_type: 'im' }
  void tellEvent(workspace, room, { ...event, event_ts: posted.ts })
}

/** So does what it changes there. */
export const tellChanged = (workspace: Workspace, posted: Posted, before: Json): void => {
  const room = directWithBot(workspace, posted)
  if (!room) return
  const ts = posted.edited ?? posted.ts
  void tellEvent(workspace, room, {
    type: 'message',
    subtype: 'message_changed',
    hidden: true,
    channel: room.id,
    channel_type: 'im',
    message: messageOf(posted),
    previous_message: before,
    ts,
    event_ts: ts,
  })
}
