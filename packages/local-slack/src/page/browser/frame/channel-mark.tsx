import type { Channel } from '../../../client.ts'
import { Avatar } from '../look/avatar.tsx'
import { Icon } from '../look/icon.tsx'
import { useWorkspace } from '../state/workspace.ts'

/** What stands before the name of a conversation: a sign for its kind, or the picture of the other one. */
export const ChannelMark = ({ channel, size }: { readonly channel: Channel; readonly size: number }) => {
  const { state, me } = useWorkspace()
  if (channel.kind !== 'direct') return <Icon name={channel.kind === 'private' ? 'lock' : 'hash'} size={size - 4} />
  const named = state.users.find(({ name }) => name === channel.name)
  const other = state.users.find(({ id }) => id !== me.id && channel.members.includes(id))
  return <Avatar user={named ?? other} size={size} />
}
