import { z } from 'zod'

/** The id of a connection: `<system>/<name>`. */
export const ConnectionId = z
  .string()
  .regex(/^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/, 'must be <system>/<name> in small letters, digits and dashes')

/** A Slack channel, by the id that does not change when the channel is renamed. */
export const ChannelId = z
  .string()
  .regex(/^[CDG][A-Z0-9]{2,20}$/, 'must be the id of a channel, such as C0123ABCD, and not its name')

/** The same, but never direct messages. */
export const GroupChannelId = z
  .string()
  .regex(/^[CG][A-Z0-9]{2,20}$/, 'must be the id of a channel, such as C0123ABCD, and not its name')

/** Where a secret is: never the secret itself. */
export const SecretReference = z
  .string()
  .regex(/^(env:[A-Za-z_][A-Za-z0-9_]*|file:.+)$/, 'must be env:NAME or file:path; a secret is never written in clear')

const Tls = z.strictObject({
  ca: z
    .string()
    .regex(/^file:.+$/, 'must be file:path of a PEM file')
    .exactOptional()
    .describe('Certificate authorities to trust instead of the public ones: `file:` and the path of a PEM file.'),
  pin: z
    .string()
    .regex(/^sha256\/\/[A-Za-z0-9+/]{43}=$/, 'must be sha256// and 44 characters of base64, as curl writes it')
    .exactOptional()
    .describe('The public key that the server must have, `sha256//…`; checked before a byte is sent.'),
  insecure: z.boolean().default(false).describe('Take any certificate. Only for a test system, and better with `pin`.'),
})

const Token = z.strictObject({
  name: z.string().min(1).describe('The name that logs and answers show; never the secret.'),
  secret: SecretReference.describe('`env:NAME` or `file:path`. A file is read again when it changes.'),
  scopes: z
    .array(z.string())
    .min(1)
    .describe(
      'What the token can do, as `coxswain tokens` lists it; `<system>:*:read` is allowed, and here covers sensitive scopes too; a bare `*` is not.',
    ),
  only: z
    .record(z.string(), z.array(z.union([z.string(), z.int()])).min(1))
    .exactOptional()
    .describe('Path parameters, each with the only values that the token serves.'),
})

/** One entry under `connections:`. */
export const ConnectionSettings = z.strictObject({
  url: z
    .string()
    .describe('Where the system answers. https, or http to this machine; no user, password, query or fragment.'),
  web: z.string().exactOptional().describe('The base of links in answers; links go only there. None without it.'),
  default: z.boolean().default(false).describe('Taken when no connection is named; at most one for each system.'),
  channels: z.array(ChannelId).default([]).describe('Channels in which this connection is the default.'),
  tls: Tls.exactOptional().describe('How the server proves who it is, where the public authorities do not do.'),
  concurrency: z
    .int()
    .min(1)
    .max(32)
    .exactOptional()
    .describe(
      'How many reads run on it at once, 8 if left out, and as many more for confirmations. One person has at most three quarters of them: 6 of 8.',
    ),
  server: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'must be one word of letters, digits, dots and dashes')
    .exactOptional()
    .describe(
      'Which server it leads to, in a word of your own. Connections with the same word share locks and approvals; without it the bot finds out.',
    ),
  proxy: z
    .string()
    .exactOptional()
    .describe('A proxy for this connection, `http://host:port`. Without it `HTTPS_PROXY` and `NO_PROXY` decide.'),
  tokens: z.array(Token).default([]).describe('The tokens; for each call the one that can do least is taken.'),
})
