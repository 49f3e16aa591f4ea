import { ids } from '../ids.ts'
import { post } from '../messages.ts'
import { type Call, type Method, needed, text } from '../method.ts'
import { Refused } from '../refused.ts'
import type { Json, StoredFile } from '../state.ts'
import { roomIn, threadIn } from '../target.ts'
import { tellPosted } from '../tell-bot.ts'
import { newId } from '../workspace.ts'

const announce = (call: Call): Json => {
  const length = Number(call.args.length)
  if (!Number.isInteger(length) || length <= 0) throw new Refused('invalid_arguments')
  const id = newId('F')
  const name = needed(call, 'filename')
  call.workspace.state.files.set(id, { id, name, length, bytes: undefined, shared: undefined })
  return { upload_url: `${call.workspace.url}/upload/v1/${id}`, file_id: id }
}

const uploaded = ({ workspace, args }: Call): { file: StoredFile; title: string }[] => {
  if (!Array.isArray(args.files) || args.files.length === 0) throw new Refused('invalid_arguments')
  return args.files.map(({ id, title }: Json) => {
    const file = workspace.state.files.get(String(id))
    if (!file?.bytes || file.shared) throw new Refused('file_not_found')
    return { file, title: typeof title === 'string' ? title : file.name }
  })
}

const complete = (call: Call): Json => {
  const some = uploaded(call)
  const isShared = text(call, 'channel_id') !== undefined
  const room = isShared ? roomIn({ ...call, args: { ...call.args, channel: call.args.channel_id } }) : undefined
  if (room && !room.hasBot) throw new Refused('not_in_channel')
  if (room?.archived) throw new Refused('is_archived')
  const thread = room ? threadIn(call, room) : {}
  for (const { file, title } of some) {
    const { id, name, length: size } = file
    file.shared = { id, name, title, size, url: `/files/${id}/${encodeURIComponent(name)}` }
  }
  const files = some.flatMap(({ file }) => file.shared ?? [])
  if (room) {
    const said = { user: ids.botUser, text: text(call, 'initial_comment') ?? '', files, byBot: true }
    tellPosted(call.workspace, post(call.workspace, { channel: room.id, ...thread, ...said }))
  }
  return { files: files.map(({ id, title }) => ({ id, title })) }
}

/** Files in three steps: an address to send it to, the bytes (see uploads.ts), and where to show it. */
export const files: readonly Method[] = [
  { name: 'files.getUploadURLExternal', scopes: ['files:write'], answer: announce },
  { name: 'files.completeUploadExternal', scopes: ['files:write'], answer: complete },
]
