import type { SharedFile } from './client.ts'
import { deliver } from './deliver.ts'
import { mentionsBot, written } from './escape.ts'
import { tellEvent } from './events.ts'
import { ids } from './ids.ts'
import { invite, inviteCommand } from './invite.ts'
import type { Attached, Delivered } from './local-slack.ts'
import { findMessage, post } from './messages.ts'
import { note } from './note.ts'
import { commandFields } from './payload.ts'
import { Refused } from './refused.ts'
import { answerTo } from './respond.ts'
import { newResponseUrl } from './response-urls.ts'
import type { Account, Json, Room } from './state.ts'
import { newTrigger } from './triggers.ts'
import { accountOf, newId, roomOf, type Workspace } from './workspace.ts'

/** What somebody types, and where. */
export interface Typed extends Omit<Attached, 'thread'> {
  readonly who: string
  readonly channel: string
  readonly text: string
  readonly thread?: string | undefined
}

/** The answer in the acknowledgement of a command: nothing, a text, or JSON. */
const immediate = ({ answer }: Delivered): Json | undefined => {
  if (answer.trim() === '') return undefined
  try {
    const parsed: unknown = JSON.parse(answer)
    if (typeof parsed === 'object' && parsed !== null) return parsed as Json
  } catch {}
  return { text: answer }
}

const partsOf = (line: string): readonly [word: string, typed: string] => {
  const [, word = '', typed = ''] = /^(\/\S+)\s*([\s\S]*)$/.exec(line) ?? []
  return [word, typed]
}

/** The body of a slash command as it is sent to the bot. */
export const commandBody = (workspace: Workspace, account: Account, room: Room, line: string): string => {
  const [word, typed] = partsOf(line)
  const text = workspace.options.escapes === false ? typed : written(workspace, typed, { names: true })
  const response = newResponseUrl(workspace, { channel: room.id, user: account.id })
  const trigger = newTrigger(workspace, account.id)
  const fields = commandFields(workspace, account, room, {
    command: word.toLowerCase(),
    text: text.trim(),
    response,
    trigger,
  })
  return new URLSearchParams(fields).toString()
}

const command = async (workspace: Workspace, account: Account, room: Room, line: string) => {
  const [word, rest] = partsOf(line)
  const told = { channel: room.id, user: account.id }
  if (word.toLowerCase() === inviteCommand.command) {
    const wrong = invite(workspace, room, rest)
    return void (wrong !== undefined && note(workspace, { ...told, text: wrong }))
  }
  const isKnown = workspace.options.commands.some((one) => one.command === word.toLowerCase())
  // Commands belong to the workspace that installed the app: people of others do not have them.
  if (!isKnown || account.kind === 'stranger') {
    const advice =
      'In Slack, all messages that start with the "/" character are interpreted as commands. If you are trying to send a message and not run a command, try preceding the "/" with an empty space.'
    return void note(workspace, { ...told, text: `\`${word}\` is not a valid command. ${advice}` })
  }
  const { delivered } = await deliver(workspace, 'command', commandBody(workspace, account, room, line))
  if (delivered.failed) {
    note(workspace, { ...told, text: `${word} failed with the error "${delivered.failed}"` })
    return delivered
  }
  const said = immediate(delivered)
  if (!said) return delivered
  try {
    answerTo(workspace, { channel: room.id, user: account.id, message: undefined, at: 0, uses: 0 }, said)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    note(workspace, { ...told, text: `${word} failed with the error "${error.message}"` })
  }
  return delivered
}

const message = async (workspace: Workspace, account: Account, room: Room, typing: Typed) => {
  const { text: typed, thread, file, event = {} } = typing
  const text = written(workspace, typed, { names: false })
  const parent = thread === undefined ? undefined : findMessage(workspace, room.id, thread)
  if (thread !== undefined && !parent) throw new RangeError(`there is no message ${thread} in ${room.name}`)
  const where = { channel: room.id, ...(parent && { thread_ts: parent.thread_ts ?? parent.ts }) }
  const files = file === undefined ? undefined : [sharedFile(file)]
  const { ts } = post(workspace, { ...where, user: account.id, text, ...(files && { files }) })
  if (!room.hasBot && mentionsBot(text)) {
    const told = `You mentioned <@${ids.botUser}>, but they’re not in this channel.`
    note(workspace, { channel: room.id, user: account.id, thread, text: told })
  }
  const said = { user: account.id, text, ts, ...where, event_ts: ts, ...(files && { files, upload: false }) }
  const isShown = files && room.kind === 'direct' && { subtype: 'file_share' }
  return tellSaid(workspace, account, room, { ...said, ...isShown, ...event })
}

const sharedFile = (name: string): SharedFile => {
  const id = newId('F')
  return { id, name, title: name, size: 1, url: `/files/${id}/${encodeURIComponent(name)}` }
}

/** Tells the bot what somebody has said, if it may hear of it. */
export const tellSaid = async (
  workspace: Workspace,
  { team }: Account,
  room: Room,
  said: Json & { readonly text: string },
): Promise<Delivered | undefined> => {
  const { scopes } = workspace.options
  const event = { team, ...(team !== ids.team && { user_team: team, source_team: team }), ...said }
  if (room.kind === 'direct')
    return scopes.includes('im:history')
      ? tellEvent(workspace, room, { type: 'message', ...event, channel_type: 'im' })
      : undefined
  return room.hasBot && mentionsBot(said.text) && scopes.includes('app_mentions:read')
    ? tellEvent(workspace, room, { type: 'app_mention', ...event })
    : undefined
}

/** Types a line as a person; what the bot was told of it, if anything, once that is answered. */
export const say = async (workspace: Workspace, typed: Typed): Promise<Delivered | undefined> => {
  const account = accountOf(workspace, typed.who)
  const room = roomOf(workspace, typed.channel)
  if (!room.members.includes(account.id)) throw new RangeError(`${account.word} is not in ${room.name}`)
  if (room.archived) throw new RangeError(`${room.name} is archived`)
  if (!/^\/\S/.test(typed.text)) return message(workspace, account, room, typed)
  if (typed.thread === undefined) return command(workspace, account, room, typed.text)
  const [word] = typed.text.split(/\s/)
  const told = { channel: room.id, user: account.id, thread: typed.thread }
  return void note(workspace, { ...told, text: `${word} is not supported in threads. Sorry!` })
}
