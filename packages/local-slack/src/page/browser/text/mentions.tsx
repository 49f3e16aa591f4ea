import { useWorkspace } from '../state/workspace.ts'
import { SafeLink } from './safe-link.tsx'
import { exactly, formatted } from './when.ts'

interface Named {
  readonly id: string
  readonly label?: string | undefined
}

/** A person, by the name that this workspace has for them. */
export const UserMention = ({ id, label }: Named) => {
  const { userOf, me } = useWorkspace()
  const user = userOf(id)
  return (
    <span className={`mention${id === me.id ? ' is-me' : ''}`} title={user?.may}>
      @{user?.name ?? label ?? id}
    </span>
  )
}

/** A channel; a press goes there. */
export const ChannelMention = ({ id, label }: Named) => {
  const { state, go } = useWorkspace()
  const channel = state.channels.find((one) => one.id === id)
  if (!channel) return <span className="mention">#{label ?? id}</span>
  return (
    <button type="button" className="mention is-channel" onClick={() => go({ channel: id, thread: undefined })}>
      #{channel.name}
    </button>
  )
}

/** A group of people. */
export const GroupMention = ({ id, label }: Named) => {
  const { state } = useWorkspace()
  const group = state.groups?.find((one) => one.id === id)
  return <span className="mention">@{group?.name ?? label?.replace(/^@/, '') ?? id}</span>
}

/** A moment, in the time zone of who looks. */
export const DateShown = (props: {
  readonly timestamp: number
  readonly format: string
  readonly fallback: string
  readonly url?: string | undefined
}) => {
  const { state } = useWorkspace()
  const moment = new Date(props.timestamp * 1000)
  if (Number.isNaN(moment.getTime())) return props.fallback
  const text = formatted(props.format, props.timestamp, state.now)
  return (
    <time dateTime={moment.toISOString()} title={exactly(props.timestamp * 1000)}>
      {props.url === undefined ? text : <SafeLink url={props.url}>{text}</SafeLink>}
    </time>
  )
}
