import { UserError } from '../../errors.ts'

/** Where somebody asks something about watches. */
export interface WatchPlace {
  readonly channel: string | undefined
  /** The time zone of whoever asks, if it is known. */
  readonly timeZone?: string | undefined
  /** What was given apart from the line, in a form. */
  readonly values?: Readonly<Record<string, string>> | undefined
  /** Set if the bot can post nothing there. */
  readonly readOnly?: string | undefined
}

/** The channel of a watch that begins there; throws UserError if it can't post in one. */
export const channelFor = ({ channel, readOnly }: WatchPlace): string => {
  if (channel === undefined) throw new UserError('A watch posts in a channel of Slack, so type this there.')
  if (readOnly !== undefined)
    throw new UserError("I can't post here, so a watch couldn't either. Invite me to the channel, and ask again.")
  return channel
}
