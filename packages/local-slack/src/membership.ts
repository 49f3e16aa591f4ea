import { ids } from './ids.ts'
import { post } from './messages.ts'
import { roomOf, type Workspace } from './workspace.ts'

/** Puts the bot into a channel or takes it out, and tells all who are in it. */
export const membership = (workspace: Workspace, channel: string, isIn: boolean): void => {
  const room = roomOf(workspace, channel)
  if (room.kind === 'direct' || room.hasBot === isIn) return
  room.hasBot = isIn
  const text = `<@${ids.botUser}> ${isIn ? 'has joined the channel' : 'was removed from the channel'}`
  post(workspace, { channel: room.id, user: ids.slackbot, text, system: true })
  workspace.streams.emit({ type: 'state' }, () => true)
}
