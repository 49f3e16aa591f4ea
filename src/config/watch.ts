import { z } from 'zod'
import { GroupChannelId } from './connection.ts'
import { timeZoneName } from './time-zone.ts'

/** The name of a watch in the settings. */
export const WatchName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be at most 40 small letters, digits and dashes, such as ssh-drift')

/** One entry under `watches:`. */
export const WatchSettings = z.strictObject({
  line: z
    .string()
    .min(1)
    .max(1_000)
    .describe(
      'The line as it is typed in Slack: the word of a system, `watch`, its command, and how often or when, as docs/notifications.md says.',
    ),
  channel: GroupChannelId.describe('The id of the channel where it posts. The bot and the owner must be in it.'),
  owner: z
    .string()
    .regex(/^[UW][A-Z0-9]{2,20}$/, 'must be the id of a person in Slack, such as U0123ABCD, and not a name')
    .describe('The Slack id of the person with whose rights it reads, those of each moment.'),
  zone: timeZoneName
    .exactOptional()
    .describe('The time zone of its times of day, such as `Europe/Paris`. Needed if the line has one.'),
})
