import { z } from 'zod'
import { GroupChannelId } from './connection.ts'
import { ownWord } from './systems.ts'

/** The prefix of every slash command of one bot, so that two bots can share a workspace. */
export const Prefix = z
  .string()
  .regex(
    /^([a-z0-9][a-z0-9_-]{0,15})?$/,
    'must be at most 16 small letters, digits, dashes and underscores, such as stg-, without a slash',
  )

/** What is under `slack:`; the token and the signing secret are in the environment. */
export const ChatSettings = z.strictObject({
  word: z
    .string()
    .regex(
      /^[a-z][a-z0-9_-]{0,30}$/,
      'must be small letters, digits, dashes and underscores, such as coxswain, without a slash',
    )
    .default(ownWord)
    .describe("The word of the bot's own slash command, where `/cox` is not wanted or not free."),
  prefix: Prefix.default('').describe('What every slash command begins with: `stg-` makes `/stg-cox`.'),
  shared: z
    .array(GroupChannelId)
    .default([])
    .describe('Channels shared with another organisation in which the bot answers; in others it does not.'),
  answers: z
    .record(GroupChannelId, z.enum(['person', 'channel']))
    .default({})
    .describe(
      'By the id of a channel, who gets the rows of a query that is run there: `person`, as without an entry, is whoever asked, who may share them; `channel` is everybody in it. What is read with somebody’s own access is never shown to others before that person shares it.',
    ),
  delivery: z
    .enum(['once', 'repeat', 'lookup'])
    .default('once')
    .describe(
      'What becomes of a message if Slack doesn’t say whether it arrived. `once`: it is not sent again, and whoever it concerns hears of it elsewhere. `repeat`: it is sent again and says “May be a repeat”; a proposal is not. `lookup`: the bot looks for it in what was said in that channel since, and sends it again if it isn’t there; that takes the scopes `channels:history` and `groups:history`.',
    ),
  operators: GroupChannelId.exactOptional().describe(
    'The channel of those who run the bot: it tells them there, once, what is wrong with itself, and which tokens expire soon.',
  ),
})
