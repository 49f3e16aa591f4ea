import { z } from 'zod'

/** The longest life of a token for a person, in seconds: it can't be called back. */
export const longestSeconds = 900

/** The only e-mails that are sent: a quote in one would be text of the SQL of a policy. */
export const SentEmail = z.string().regex(/^[a-z0-9._+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+$/)

/** The only texts that are sent as attributes: they become text of the SQL of policies, too. */
export const SentText = z.string().regex(/^[A-Za-z0-9 ._:@/+-]{0,200}$/)

const Attribute = z.union([
  SentText,
  z.number(),
  z.boolean(),
  z.array(z.string().regex(/^[A-Za-z0-9 ._:@/+-]{1,200}$/)),
])

const seconds = z.int().min(60).max(longestSeconds)

/**
 * What asks for a token: exactly one identity. With none, or with a field that it doesn't know, Rill gives the token of
 * the bot's own admin account.
 */
export const CredentialsRequest = z.union([
  z.strictObject({ user_email: SentEmail, ttl_seconds: seconds }),
  z.strictObject({
    attributes: z.object({ email: SentEmail, domain: z.string().min(1), admin: z.literal(false) }).catchall(Attribute),
    ttl_seconds: seconds,
  }),
])
export type CredentialsRequest = z.input<typeof CredentialsRequest>

/** A token, and the instance that it is for. Where the runtime is said to be is not read: the token goes to the connection. */
export const Credentials = z.object({
  instanceId: z.string().min(1),
  accessToken: z.string().min(1),
  ttlSeconds: z.number(),
})
export type Credentials = z.output<typeof Credentials>

/** What a token says of itself. It isn't verified here: it came from the server that will check it. */
export const Claims = z.object({
  exp: z.number(),
  iat: z.number(),
  ins: z.record(z.string(), z.array(z.number())),
  attr: z.object({ email: z.string(), admin: z.unknown().optional() }),
})
export type Claims = z.output<typeof Claims>
