import type { Message } from './client.ts'
import type { Posted, Room, SlackState } from './state.ts'
import { roomOf, type Workspace } from './workspace.ts'

const nextTs = ({ state, now }: Workspace): string => {
  state.stamp = Math.max(now() * 1000, state.stamp + 1)
  const micros = Math.floor(state.stamp)
  return `${Math.floor(micros / 1_000_000)}.${String(micros % 1_000_000).padStart(6, '0')}`
}

const hears = (room: Room, { onlyFor }: Pick<Message, 'onlyFor'>, user: string): boolean =>
  onlyFor === undefined ? room.members.includes(user) : onlyFor === user

const withReplies = (
  { messages }: Pick<SlackState, 'messages'>,
  { byBot: _, reactions: __, metadata: ___, ...message }: Posted,
): Message => {
  const isReply = (one: Posted) =>
    one.channel === message.channel && one.thread_ts === message.ts && one.ts !== message.ts && !one.onlyFor
  const replies = messages.filter(isReply).length
  return replies === 0 ? message : { ...message, replies }
}

const tell = (workspace: Workspace, posted: Posted): void => {
  // Counting replies is slow among many messages.
  if (workspace.streams.isAlone()) return
  const room = roomOf(workspace, posted.channel)
  const message = withReplies(workspace.state, posted)
  workspace.streams.emit({ type: 'message', message }, (user) => hears(room, posted, user))
}

/** A message in a channel. */
export const findMessage = (workspace: Workspace, channel: string, ts: string): Posted | undefined =>
  workspace.state.messages.findLast((one) => one.ts === ts && one.channel === channel)

const tellParent = (workspace: Workspace, { channel, thread_ts: thread, ts, onlyFor }: Posted): void => {
  const parent = thread === undefined || thread === ts || onlyFor ? undefined : findMessage(workspace, channel, thread)
  if (parent) tell(workspace, parent)
}

/** Puts a message into a conversation, for all who are in it or for one of them. */
export const post = (
  workspace: Workspace,
  message: Omit<Posted, 'ts' | 'byBot' | 'reactions'> & { readonly byBot?: boolean },
): Posted => {
  const posted: Posted = { byBot: false, ...message, ts: nextTs(workspace), reactions: [] }
  workspace.state.messages.push(posted)
  tell(workspace, posted)
  tellParent(workspace, posted)
  return posted
}

/** Changes what a message says; what is not given stays. */
export const edit = (workspace: Workspace, posted: Posted, to: Partial<Pick<Posted, 'text' | 'blocks'>>): void => {
  Object.assign(posted, to, posted.onlyFor === undefined ? { edited: nextTs(workspace) } : {})
  tell(workspace, posted)
}

/** Takes a message away. */
export const remove = (workspace: Workspace, posted: Posted): void => {
  const { state, streams } = workspace
  state.messages = state.messages.filter((one) => one !== posted)
  const room = roomOf(workspace, posted.channel)
  const { channel, ts } = posted
  streams.emit({ type: 'deleted', channel, ts }, (user) => hears(room, posted, user))
  tellParent(workspace, posted)
}

/** What a person sees in a conversation, oldest first; without a person, all but what only one sees. */
export const seenBy = ({ state }: Workspace, room: Room, user: string | undefined): Message[] => {
  const messages = state.messages.filter((one) => one.channel === room.id)
  // Few are in a thread, and each message looks through them.
  const threaded = { messages: messages.filter((one) => one.thread_ts !== undefined) }
  return messages
    .filter((one) => (user === undefined ? one.onlyFor === undefined : hears(room, one, user)))
    .filter(() => user === undefined || room.members.includes(user))
    .map((one) => withReplies(threaded, one))
}
