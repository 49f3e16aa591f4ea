import { useEffect, useMemo, useState } from 'react'
import type { Channel } from '../../../client.ts'
import { unreadOf } from '../state/unread.ts'
import { useWorkspace } from '../state/workspace.ts'
import { ChannelHeader } from './channel-header.tsx'
import { Composer } from './composer.tsx'
import { MessageList } from './message-list.tsx'

/** A channel or a direct conversation: its head, its messages and where to type. */
export const Conversation = (props: {
  readonly channel: Channel
  /** The last message that was read when it was opened. */
  readonly since: string
  read(ts: string): void
}) => {
  const { channel, read } = props
  const { state, me } = useWorkspace()
  const [sent, setSent] = useState(0)
  const messages = state.messages[channel.id] ?? []
  const last = messages.at(-1)?.ts
  // Above what was unread when the conversation was opened; what comes while one looks is not new.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it stays as it was when the conversation was opened
  const since = useMemo(
    () => (unreadOf(messages, { since: props.since, me: me.id, direct: false }).count > 0 ? props.since : undefined),
    [channel.id, me.id],
  )
  useEffect(() => {
    if (last !== undefined) read(last)
  }, [last, read])
  const name = channel.kind === 'direct' ? channel.name : `#${channel.name}`
  return (
    <main className="conversation" data-channel={channel.id}>
      <ChannelHeader channel={channel} />
      <MessageList channel={channel} messages={messages} since={since} sent={sent} label={`Messages in ${name}`} />
      <Composer
        key={`${me.id} ${channel.id}`}
        channel={channel.id}
        label="Message"
        placeholder={`Message ${name} as ${me.name}, or / for commands`}
        onSend={() => setSent((lines) => lines + 1)}
      />
    </main>
  )
}
