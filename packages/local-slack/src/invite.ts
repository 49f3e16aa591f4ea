import { ids } from './ids.ts'
import { membership } from './membership.ts'
import { post } from './messages.ts'
import type { Room } from './state.ts'
import type { Workspace } from './workspace.ts'

/** Slack's own command; apps can't have one of that name. */
export const inviteCommand = {
  command: '/invite',
  description: 'Invite somebody or an app to this channel',
  hint: '@name',
  completions: [],
}

const nameIn = (typed: string): string => {
  const [, id] = /^<@([^|>]*)/.exec(typed.trim()) ?? []
  return (id ?? typed.trim().replace(/^@/, '')).toLowerCase()
}

/** `/invite @name`: puts a person or the bot into the channel; what went wrong, if anything, for the one who typed it. */
export const invite = (workspace: Workspace, room: Room, typed: string): string | undefined => {
  if (room.kind === 'direct') return 'You can’t invite anybody to a direct message.'
  const name = nameIn(typed)
  const found = workspace.state.accounts.find((one) =>
    [one.id, one.word, one.name].some((own) => own.toLowerCase() === name),
  )
  if (!found) return `There is nobody called “${name}”. Type \`/invite @name\`.`
  const isBot = found.id === ids.botUser
  if (isBot ? room.hasBot : room.members.includes(found.id)) return `${found.name} is already in this channel.`
  if (isBot) membership(workspace, room.id, true)
  else {
    room.members.push(found.id)
    const text = `<@${found.id}> has joined the channel`
    post(workspace, { channel: room.id, user: ids.slackbot, text, system: true })
    workspace.streams.emit({ type: 'state' }, () => true)
  }
  return undefined
}
