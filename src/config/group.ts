import { z } from 'zod'
import { ChannelId, ConnectionId } from './connection.ts'

const nobody = 'must be an e-mail or the id of an account, such as ana@acme.net, cli:root or slack:T0123/U0123'

/** A person as settings name one: an e-mail, or the id of an account. */
export const Who = z
  .string()
  .regex(/^([\x21-\x3f\x41-\x7e]+@[\x21-\x3f\x41-\x7e]+|cli:\S+|slack:[A-Z0-9]+\/[A-Z0-9]+|play:\S+)$/, {
    error: ({ input }) => (input === '*' ? 'is a "*" in a list; for everybody write includes: "*"' : nobody),
  })

/** One entry under `groups:`, in the shape of Lens's `user_groups.yml` with `channels` and `connections`. */
export const GroupSettings = z.strictObject({
  name: z.string().min(1).describe('The name that refusals show.'),
  description: z.string().exactOptional().describe('What the group is for.'),
  owner: z.string().min(1).exactOptional().describe('Who can grant it; shown to those who are refused.'),
  api_scopes: z
    .array(z.string())
    .min(1)
    .describe(
      'What the group may do. `<system>:*:read` is allowed, a bare `*` is not; sensitive scopes are spelled out.',
    ),
  includes: z
    .union([z.array(Who).min(1), z.literal('*')])
    .describe(
      'Who is in it: e-mails and ids of accounts, or `"*"` for everybody with an e-mail of `identity.domains`.',
    ),
  excludes: z
    .array(Who)
    .default([])
    .describe('Who is not in it after all, with every account; other groups are not changed.'),
  connections: z.array(ConnectionId).min(1).exactOptional().describe('Where the group counts. Without it: everywhere.'),
  channels: z
    .array(ChannelId)
    .min(1)
    .exactOptional()
    .describe('Channels in which the group counts. Without it: everywhere, the terminal included.'),
})
