import { ids } from '../ids.ts'
import { post } from '../messages.ts'
import { type Call, type Method, needed, text } from '../method.ts'
import { pause } from '../pause.ts'
import { Refused } from '../refused.ts'
import type { Json, StoredFile } from '../state.ts'
import { roomIn, threadIn } from '../target.ts'
import { tellPosted } from '../tell-bot.ts'
import { newId, newKey, type Workspace } from '../workspace.ts'

/** A gigabyte, as Slack has it. */
const largest = 1_073_741_824

const announce = (call: Call): Json => {
  const { workspace, args } = call
  const length = Number(args.length)
  // No file is empty.
  if (!Number.isInteger(length) || length <= 0) throw new Refused('invalid_arguments')
  if (length > (workspace.options.largestFile ?? largest)) throw new Refused('file_upload_size_restricted')
  const [id, key] = [newId('F'), newKey()]
  const name = needed(call, 'filename')
  const announced = { key, announcedAt: workspace.now(), bytes: undefined, shared: undefined }
  workspace.state.files.set(id, { id, name, length, ...announced })
  return { upload_url: `${workspace.options.fileHost ?? workspace.url}/upload/v1/${key}`, file_id: id }
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
    void share(call.workspace, () => {
      // Whoever was answered with ok is not told that it came to nothing.
      if (room.hasBot && !room.archived)
        tellPosted(call.workspace, post(call.workspace, { channel: room.id, ...thread, ...said }))
    })
  }
  return { files: files.map(({ id, title }) => ({ id, title })) }
}

/** Slack looks at a file before anybody sees it. */
const share = async ({ options, ending: { signal } }: Workspace, see: () => void): Promise<void> => {
  await pause(options.shareMs ?? 20, signal).catch(() => {})
  if (!signal.aborted) see()
}

/** Files in three steps: an address to send it to, the bytes (see uploads.ts), and where to show it. */
export const files: readonly Method[] = [
  { name: 'files.getUploadURLExternal', scopes: ['files:write'], answer: announce },
  { name: 'files.completeUploadExternal', scopes: ['files:write'], answer: complete },
]
