import { z } from 'zod'
import { GroupChannelId } from './connection.ts'
import { timeZoneName } from './time-zone.ts'

const time = z.string().regex(/^([01]?[0-9]|2[0-3]):[0-5][0-9]$/, 'must be a time of day in quotes, such as "22:00"')

const quiet = z.strictObject({
  from: time.describe('When they begin, such as `"22:00"`.'),
  to: time.describe('When they end, such as `"7:00"`: on the next day if that is earlier.'),
  zone: timeZoneName.describe('The time zone of both, such as `Europe/Paris`.'),
})

const group = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,79}$/, 'must be a name in small letters, such as oncall, without an @')

const quietWords =
  'Nobody is pinged in these hours, unless a watch says `ping … always`. Alerts are posted all the same.'
const blindWords = 'The group that is pinged if a connection could not be read for 15 minutes. Without it: nobody.'
const worse = z.int().min(5).max(1_440)
const worseWords = 'How many minutes pass at least between two messages that an alert got worse.'
const storm = z.int().min(1).max(100)
const stormWords =
  'How many alerts within five minutes are messages of their own; those beyond are in the thread of one message.'

const Choices = z.strictObject({
  groups: z
    .array(group)
    .exactOptional()
    .describe('The groups that watches may ping in this channel. Without it: all. `[]` is none.'),
  quiet: z
    .union([quiet, z.literal('never')])
    .exactOptional()
    .describe('Quiet hours of this channel, or `never`.'),
  blind: group.exactOptional().describe('Whom BLIND pings in this channel; `nobody` is none.'),
  worse: worse.exactOptional().describe('How many minutes pass there between two messages that an alert got worse.'),
  storm: storm.exactOptional().describe('How many alerts within five minutes are messages of their own there.'),
})

/** What nothing is set for. */
export const usualAlerts = { groups: {}, worse: 15, storm: 5, channels: {} }

/** What is under `alerts:`. */
export const AlertSettings = z.strictObject({
  groups: z
    .record(group, z.string().regex(/^S[A-Z0-9]{2,20}$/, 'must be the id of a Slack user group, such as S0123ABCD'))
    .default({})
    .describe(
      'The Slack user groups that watches may ping: the name that people type after `ping`, and its id, as `oncall: S0123ABCD`. Never in a channel shared with another organization.',
    ),
  quiet: quiet.exactOptional().describe(quietWords),
  blind: group.exactOptional().describe(blindWords),
  worse: worse.default(usualAlerts.worse).describe(worseWords),
  storm: storm.default(usualAlerts.storm).describe(stormWords),
  channels: z.record(GroupChannelId, Choices).default({}).describe('By the id of a channel, what is different there.'),
})
