import { findMessage } from '../messages.ts'
import { type Call, type Method, needed } from '../method.ts'
import { Refused } from '../refused.ts'
import type { Json } from '../state.ts'
import { roomIn } from '../target.ts'

const react = (call: Call, adds: boolean): Json => {
  const room = roomIn(call)
  const name = needed(call, 'name').replaceAll(':', '')
  if (!/^[a-z0-9_+'-]+$/.test(name)) throw new Refused('invalid_name')
  const found = findMessage(call.workspace, room.id, needed(call, 'timestamp'))
  if (!found || found.onlyFor !== undefined) throw new Refused('message_not_found')
  if (found.reactions.includes(name) === adds) throw new Refused(adds ? 'already_reacted' : 'no_reaction')
  found.reactions = adds ? [...found.reactions, name] : found.reactions.filter((one) => one !== name)
  return {}
}

/** Emoji of the bot on messages. */
export const reactions: readonly Method[] = [
  { name: 'reactions.add', scopes: ['reactions:write'], answer: (call) => react(call, true) },
  { name: 'reactions.remove', scopes: ['reactions:write'], answer: (call) => react(call, false) },
]
