import type { Channel } from '../../../client.ts'
import { useWorkspace } from '../state/workspace.ts'

/** What stands where nothing was said yet, or before the first that was. */
export const Beginning = ({ channel }: { readonly channel: Channel }) => {
  const { state } = useWorkspace()
  const bot = state.users.find(({ kind }) => kind === 'bot')?.name ?? 'the bot'
  // “/invite” is Slack's own.
  const words = state.commands.map(({ command }) => command).filter((command) => command !== '/invite')
  return (
    <div className="beginning">
      <h2>{channel.kind === 'direct' ? channel.name : `# ${channel.name}`}</h2>
      <p>
        {channel.kind === 'direct'
          ? `This is between you and ${channel.name}.`
          : `This is the very beginning of #${channel.name}.`}{' '}
        {channel.hasBot
          ? `Type ${words.length > 0 ? words.join(' or ') : '/'} to see what ${bot} understands.`
          : `${bot} is not in here: it answers commands, but posts nothing and changes nothing until it is invited.`}
      </p>
    </div>
  )
}
