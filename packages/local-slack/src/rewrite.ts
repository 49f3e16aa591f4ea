import { written } from './escape.ts'
import { tellEvent } from './events.ts'
import type { Delivered } from './local-slack.ts'
import { edit, findMessage } from './messages.ts'
import { messageOf } from './payload.ts'
import { tellSaid } from './say.ts'
import { accountOf, roomOf, type Workspace } from './workspace.ts'

/**
 * Edits what a person has written. A mention comes to the bot once more, with the same `ts`, `edited` and another
 * event id; in direct messages it is told what changed.
 */
export const rewrite = async (
  workspace: Workspace,
  { who, channel, ts, text: typed }: { who: string; channel: string; ts: string; text: string },
): Promise<Delivered | undefined> => {
  const account = accountOf(workspace, who)
  const room = roomOf(workspace, channel)
  const posted = findMessage(workspace, room.id, ts)
  if (posted?.user !== account.id) throw new RangeError(`${account.word} wrote no message ${ts} in ${room.name}`)
  const previous = messageOf(posted)
  const text = written(workspace, typed, { names: false })
  edit(workspace, posted, { text })
  const { type: _, ...message } = messageOf(posted)
  if (room.kind !== 'direct')
    return tellSaid(workspace, account, room, { ...message, text, channel: room.id, event_ts: posted.edited })
  if (!workspace.options.scopes.includes('im:history')) return undefined
  return tellEvent(workspace, room, {
    type: 'message',
    subtype: 'message_changed',
    hidden: true,
    channel: room.id,
    channel_type: 'im',
    message: messageOf(posted),
    previous_message: previous,
    ts: posted.edited,
    event_ts: posted.edited,
  })
}
