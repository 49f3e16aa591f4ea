import type { Privacy } from '../command/answer.ts'
import type { Parsed } from '../command/parse.ts'
import type { Context } from './context.ts'
import type { Audience } from './reply.ts'

/** Who will see an answer, and whose it is if that person decides who else does. */
export interface Seen {
  readonly to: Audience
  /** Set if it goes to whoever asked, who may share it. */
  readonly privacy?: Privacy
}

/**
 * Who will see the answer of a line. Rows go to whoever asked, unless the line ends in `here` or the channel is set to see
 * them. What is read with a person's own keys, or by a command that says so, never goes to a channel by itself, whatever
 * the line and the settings say.
 */
export const seenBy = (
  { openChannels }: Pick<Context, 'openChannels'>,
  { command, quiet }: Pick<Parsed, 'command' | 'quiet'>,
  { channel, isPersonal }: { readonly channel: string | undefined; readonly isPersonal: boolean },
): Seen => {
  const privacy = isPersonal ? 'personal' : command.kind === 'read' ? command.answers : undefined
  const isOpen = quiet === 'here' || (quiet === undefined && channel !== undefined && openChannels.includes(channel))
  if (privacy === 'personal' || (privacy === 'rows' && !isOpen)) return { to: 'direct', privacy }
  return { to: quiet === 'quietly' ? 'direct' : 'channel' }
}
