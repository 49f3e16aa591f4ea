import { findMessage } from '../messages.ts'
import { allow, type Call, type Method, needed, text } from '../method.ts'
import { messageOf } from '../payload.ts'
import { Refused } from '../refused.ts'
import type { Json, Posted, Room } from '../state.ts'
import { roomIn } from '../target.ts'
import type { Workspace } from '../workspace.ts'

const reads = { public: 'channels:history', private: 'groups:history', direct: 'im:history' } as const

/** The conversation, whose history only who is in it may read. */
const readable = (call: Call): Room => {
  const room = roomIn(call)
  allow(call.workspace, [reads[room.kind]])
  if (room.kind !== 'direct' && !room.hasBot) throw new Refused('not_in_channel')
  return room
}

/** A message is found a while after whoever posted it was answered. */
const isFound = ({ options: { historyLagMs: lag }, now }: Workspace, { ts }: Posted): boolean =>
  lag === undefined || now() - Math.floor(Number(ts) * 1000) >= lag

const isAfter = (call: Call, { ts }: Posted): boolean => {
  const [oldest, latest] = [Number(text(call, 'oldest') ?? 0), Number(text(call, 'latest') ?? Number.MAX_VALUE)]
  const isInclusive = String(call.args.inclusive) === 'true'
  const at = Number(ts)
  return isInclusive ? at >= oldest && at <= latest : at > oldest && at < latest
}

/** What apps attach to a message; what is in it is handed out only where that is asked for. */
const attached = (call: Call, { metadata }: Posted): Json => {
  if (metadata === undefined) return {}
  const isWhole = String(call.args.include_all_metadata) === 'true'
  return { metadata: isWhole ? metadata : { event_type: metadata.event_type } }
}

/** One page of them, in the order in which they are given. */
const paged = (call: Call, all: readonly Posted[]): Json => {
  const limit = Math.min(999, Math.max(1, Number(call.args.limit ?? 100) || 100))
  const cursor = text(call, 'cursor')
  const from = cursor === undefined ? 0 : all.findIndex(({ ts }) => cursor === cursorOf(ts))
  if (from === -1) throw new Refused('invalid_cursor')
  const next = all[from + limit]
  return {
    messages: all.slice(from, from + limit).map((one) => ({ ...messageOf(one), ...attached(call, one) })),
    has_more: next !== undefined,
    response_metadata: { next_cursor: next ? cursorOf(next.ts) : '' },
  }
}

const cursorOf = (ts: string): string => Buffer.from(`next_ts:${ts}`).toString('base64')

const kept = (call: Call, room: Room, isWanted: (one: Posted) => boolean): Posted[] =>
  call.workspace.state.messages.filter(
    (one) =>
      one.channel === room.id &&
      one.onlyFor === undefined &&
      isWanted(one) &&
      isAfter(call, one) &&
      isFound(call.workspace, one),
  )

/** What was said, for apps with a right to read it: the newest first in a conversation, the oldest first in a thread. */
export const history: readonly Method[] = [
  {
    name: 'conversations.history',
    scopes: Object.values(reads),
    answer: (call) => {
      const isInChannel = ({ ts, thread_ts: thread, subtype }: Posted) =>
        thread === undefined || thread === ts || subtype === 'thread_broadcast'
      return paged(call, kept(call, readable(call), isInChannel).reverse())
    },
  },
  {
    name: 'conversations.replies',
    scopes: Object.values(reads),
    answer: (call) => {
      const room = readable(call)
      const found = findMessage(call.workspace, room.id, needed(call, 'ts'))
      if (!found) throw new Refused('thread_not_found')
      const thread = found.thread_ts ?? found.ts
      return paged(
        call,
        kept(call, room, (one) => one.ts === thread || one.thread_ts === thread),
      )
    },
  },
]
