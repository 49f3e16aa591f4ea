import type { Channel } from '../../../client.ts'
import { Icon } from '../look/icon.tsx'
import type { Unread } from '../state/unread.ts'
import { useWorkspace } from '../state/workspace.ts'
import { ChannelMark } from './channel-mark.tsx'

const Line = (props: { readonly channel: Channel; readonly unread: Unread; readonly isOpen: boolean }) => {
  const { channel, unread, isOpen } = props
  const { state, go } = useWorkspace()
  const isApp = channel.kind === 'direct' && state.users.some((one) => one.kind === 'bot' && one.name === channel.name)
  return (
    <li>
      <button
        type="button"
        className={`channel-line${isOpen ? ' is-open' : ''}${unread.count > 0 ? ' is-unread' : ''}`}
        data-channel={channel.id}
        aria-current={isOpen ? 'page' : undefined}
        onClick={() => go({ channel: channel.id, thread: undefined })}
      >
        <ChannelMark channel={channel} size={20} />
        <span className="channel-name">{channel.name}</span>
        {isApp && <span className="badge">App</span>}
        {channel.shared && <Icon name="shared" size={16} />}
        {unread.mentions > 0 ? (
          <span className="count" role="img" aria-label={`${unread.mentions} unread for you`}>
            {unread.mentions}
          </span>
        ) : (
          unread.count > 0 && <span className="visually-hidden">unread</span>
        )}
      </button>
    </li>
  )
}

/** The channels and direct conversations of who acts. */
export const Sidebar = (props: { readonly open: string; unread(channel: Channel): Unread }) => {
  const { state } = useWorkspace()
  const [channels, direct] = [
    state.channels.filter(({ kind }) => kind !== 'direct'),
    state.channels.filter(({ kind }) => kind === 'direct'),
  ]
  return (
    <nav className="sidebar" aria-label="Conversations">
      {[
        { title: 'Channels', list: channels },
        { title: 'Direct messages', list: direct },
      ].map(({ title, list }) => (
        <section key={title}>
          <h2>{title}</h2>
          <ul>
            {list.map((channel) => (
              <Line
                key={channel.id}
                channel={channel}
                unread={props.unread(channel)}
                isOpen={channel.id === props.open}
              />
            ))}
          </ul>
        </section>
      ))}
    </nav>
  )
}
