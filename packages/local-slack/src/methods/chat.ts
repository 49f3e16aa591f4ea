import { contentOf } from '../content.ts'
import { ids } from '../ids.ts'
import { edit, findMessage, post, remove } from '../messages.ts'
import { type Call, type Method, needed } from '../method.ts'
import { messageOf } from '../payload.ts'
import { Refused } from '../refused.ts'
import type { Json } from '../state.ts'
import { ownMessageIn, roomIn, threadIn } from '../target.ts'
import { tellChanged, tellPosted } from '../tell-bot.ts'

/** What is attached to a message for apps: a type and a flat object. */
const metadataIn = ({ metadata }: Json): Json | undefined => {
  if (metadata === undefined || metadata === '') return undefined
  const { event_type: type, event_payload: payload } = metadata as Json
  const isObject = typeof payload === 'object' && payload !== null && !Array.isArray(payload)
  if (typeof type !== 'string' || type === '' || !isObject) throw new Refused('invalid_metadata_format')
  return { event_type: type, event_payload: payload }
}

const postMessage = (call: Call): Json => {
  const { workspace } = call
  const room = roomIn(call)
  if (room.archived) throw new Refused('is_archived')
  if (!room.hasBot && !workspace.options.scopes.includes('chat:write.public')) throw new Refused('not_in_channel')
  const { text, blocks } = contentOf(call.args)
  const thread = threadIn(call, room)
  const isBroadcast = thread.thread_ts !== undefined && String(call.args.reply_broadcast) === 'true'
  const where = { channel: room.id, ...thread, ...(isBroadcast && { subtype: 'thread_broadcast' as const }) }
  const metadata = metadataIn(call.args)
  const said = { user: ids.botUser, text, ...(blocks && { blocks }), ...(metadata && { metadata }) }
  const posted = post(workspace, { ...where, ...said, byBot: true })
  tellPosted(workspace, posted)
  return { channel: room.id, ts: posted.ts, message: messageOf(posted) }
}

const postEphemeral = (call: Call): Json => {
  const { workspace } = call
  const room = roomIn(call)
  const user = needed(call, 'user')
  if (room.archived) throw new Refused('is_archived')
  if (!room.hasBot) throw new Refused('not_in_channel')
  if (!room.members.includes(user)) throw new Refused('user_not_in_channel')
  const { text, blocks } = contentOf(call.args)
  const where = { channel: room.id, ...threadIn(call, room), onlyFor: user }
  const { ts } = post(workspace, { ...where, user: ids.botUser, text, ...(blocks && { blocks }), byBot: true })
  return { message_ts: ts }
}

const update = (call: Call): Json => {
  const posted = ownMessageIn(call, 'cant_update_message')
  if (roomIn(call).archived) throw new Refused('is_inactive')
  const before = messageOf(posted)
  const { text, blocks } = contentOf(call.args)
  edit(call.workspace, posted, { text, ...(blocks && { blocks }) })
  tellChanged(call.workspace, posted, before)
  return { channel: posted.channel, ts: posted.ts, text, message: messageOf(posted) }
}

/** Messages of the bot. */
export const chat: readonly Method[] = [
  { name: 'chat.postMessage', scopes: ['chat:write'], answer: postMessage },
  { name: 'chat.postEphemeral', scopes: ['chat:write'], answer: postEphemeral },
  { name: 'chat.update', scopes: ['chat:write'], answer: update },
  {
    name: 'chat.delete',
    scopes: ['chat:write'],
    answer: (call) => {
      const posted = ownMessageIn(call, 'cant_delete_message')
      remove(call.workspace, posted)
      return { channel: posted.channel, ts: posted.ts }
    },
  },
  {
    name: 'chat.getPermalink',
    answer: (call) => {
      const room = roomIn(call)
      const ts = needed(call, 'message_ts')
      const found = findMessage(call.workspace, room.id, ts)
      if (!found || found.onlyFor !== undefined) throw new Refused('message_not_found')
      return {
        channel: room.id,
        permalink: `${call.workspace.url}/archives/${room.id}/p${ts.replace('.', '')}`,
      }
    },
  },
]
