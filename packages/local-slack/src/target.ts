import { findMessage } from './messages.ts'
import { type Call, needed } from './method.ts'
import { Refused } from './refused.ts'
import type { Posted, Room } from './state.ts'
import { directOf } from './workspace.ts'

/** The conversation that `channel` means: an id, a name, or a person. A private one without the bot is not found. */
export const roomIn = (call: Call): Room => {
  const { state } = call.workspace
  const channel = needed(call, 'channel')
  if (state.accounts.some(({ id, kind }) => id === channel && kind !== 'bot')) return directOf(call.workspace, channel)
  const name = channel.replace(/^#/, '')
  const room = state.rooms.find(({ id, kind, name: own }) => id === channel || (kind === 'public' && own === name))
  if (!room || (room.kind !== 'public' && !room.hasBot)) throw new Refused('channel_not_found')
  return room
}

/** The message that `channel` and `ts` mean, which must be the bot's own. */
export const ownMessageIn = (call: Call, otherwise: string): Posted => {
  const room = roomIn(call)
  const found = findMessage(call.workspace, room.id, needed(call, 'ts'))
  if (!found || found.onlyFor !== undefined) throw new Refused('message_not_found')
  if (!found.byBot) throw new Refused(otherwise)
  return found
}

/** The thread that `thread_ts` means: a reply to a reply goes to the same thread. */
export const threadIn = (call: Call, room: Room): { thread_ts?: string } => {
  const { thread_ts: thread } = call.args
  if (typeof thread !== 'string' || thread === '') return {}
  const parent = findMessage(call.workspace, room.id, thread)
  if (!parent) throw new Refused('thread_not_found')
  return { thread_ts: parent.thread_ts ?? parent.ts }
}
