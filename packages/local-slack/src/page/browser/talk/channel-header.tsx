import { useState } from 'react'
import type { Channel } from '../../../client.ts'
import { ChannelMark } from '../frame/channel-mark.tsx'
import { Avatar } from '../look/avatar.tsx'
import { Icon } from '../look/icon.tsx'
import { server } from '../state/server.ts'
import { useWorkspace } from '../state/workspace.ts'

/** The name and topic of a conversation, who is in it, and how to bring the bot where it is not. */
export const ChannelHeader = ({ channel }: { readonly channel: Channel }) => {
  const { state, me, userOf } = useWorkspace()
  const [failed, setFailed] = useState<string>()
  const bot = state.users.find(({ kind }) => kind === 'bot')
  const people = channel.members.flatMap((id) => userOf(id) ?? [])
  const invite = () =>
    server.invite({ as: me.id, channel: channel.id }).catch((error: Error) => setFailed(error.message))
  return (
    <header className="channel-head">
      <h1>
        <ChannelMark channel={channel} size={22} />
        {channel.name}
      </h1>
      {channel.topic && (
        <p className="topic" title={channel.topic}>
          {channel.topic}
        </p>
      )}
      {channel.shared && <span className="badge is-outside">Shared with another organisation</span>}
      {failed !== undefined && (
        <span className="act-failed" role="alert">
          {failed}
        </span>
      )}
      <span className="spread" />
      {channel.kind !== 'direct' && !channel.hasBot && bot && (
        <button type="button" className="button is-invite" onClick={() => void invite()}>
          <Icon name="plus" size={16} /> Invite {bot.name}
        </button>
      )}
      {channel.kind !== 'direct' && people.length > 0 && (
        <span className="faces" title={people.map(({ name }) => name).join(', ')}>
          {people.slice(0, 4).map((user) => (
            <Avatar key={user.id} user={user} size={24} />
          ))}
          <span className="soft" role="img" aria-label={`${people.length} members`}>
            {people.length}
          </span>
        </span>
      )}
    </header>
  )
}
