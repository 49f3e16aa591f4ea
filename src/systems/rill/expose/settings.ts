import { RE2JS } from 're2js'
import { z } from 'zod'
import { timeZone } from '../../time-zone.ts'
import { ArgumentName, nameTrouble, SentEmail, SentText } from '../shapes/index.ts'

const isPattern = (text: string): boolean => {
  try {
    RE2JS.compile(text)
    return true
  } catch {
    return false
  }
}

const Pattern = z
  .string()
  .min(1)
  .max(200)
  .refine(isPattern, 'is not a pattern that RE2 understands; it has no look-around and no back references')

const Argument = z.strictObject({
  type: z
    .enum(['text', 'integer', 'number', 'boolean', 'date'])
    .exactOptional()
    .describe('What its value is; if left out, what the API says, or else text.'),
  pattern: Pattern.exactOptional().describe('The whole value must match.'),
  options: z.array(z.string().min(1)).min(1).exactOptional().describe('The only values.'),
  required: z.boolean().default(false).describe('Whether it must be given.'),
})
export type ArgumentSetting = z.output<typeof Argument>

const ApiSetting = z.strictObject({
  to: z
    .array(z.string())
    .min(1)
    .exactOptional()
    .describe('The groups of the settings that may call it; whoever may call APIs, if left out.'),
  arguments: z
    .record(ArgumentName, Argument)
    .default({})
    .describe('Arguments that the API doesn’t declare itself, and types, patterns and options of those that it does.'),
})
export type ApiSetting = z.output<typeof ApiSetting>

const Apis = z
  .record(
    z.string().refine((name) => nameTrouble(name) === undefined, 'can’t be called: rename the API'),
    ApiSetting.nullable().transform((one) => one ?? { arguments: {} }),
  )
  .default({})
  .describe(
    'Rill: the custom APIs that the bot offers, by name: `{ top_domains: , by_owner: { to: [analysts], arguments: { owner: { pattern: "[a-z]{1,20}" } } } }`. Rill doesn’t enforce `security.access` of an API, so without it the bot offers none.',
  )

const Views = z
  .union([z.literal('all'), z.array(z.string().min(1))])
  .default([])
  .describe('Rill: the metrics views that the bot offers, by name, or `all`; the policies of each view hold.')

const Mode = z
  .enum(['user', 'service', 'local'])
  .default('user')
  .describe(
    'Rill: with whose rights it is read. `user`: of whoever asks, with a token made for their verified e-mail; `service`: of one service, for everybody; `local`: a `rill start` on this machine, which enforces no policy.',
  )
export type Mode = z.output<typeof Mode>

const Attribute = z.union([
  z.enum(['email', 'domain', 'groups']),
  z.strictObject({ profile: z.literal('title') }),
  z.strictObject({ is: z.union([SentText, z.number(), z.boolean()]) }),
])

const Attributes = z
  .record(
    z
      .string()
      .regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/)
      .refine((name) => !['admin', 'email', 'domain'].includes(name), 'is set by the bot and can’t be changed'),
    Attribute,
  )
  .exactOptional()
  .describe(
    'Rill: attributes for its policies in place of the user that Rill knows: `email`, `domain`, `groups` (those of these settings), `{ is: … }` for a constant, or `{ profile: title }` with `trustProfileField`. The e-mail, its domain and `admin: false` always go along.',
  )

const Admins = z
  .array(SentEmail)
  .default([])
  .describe('Rill: e-mails of Rill admins who may use the bot all the same; they see every row.')

const TrustProfileField = z
  .boolean()
  .default(false)
  .describe(
    'Rill: whether an attribute may be a field of the Slack profile. People change their profile themselves, and so what they see in Rill: only for a workspace in which admins alone can change the field.',
  )

/** The settings of a connection that only Rill has. */
export const settings = {
  mode: Mode,
  apis: Apis,
  views: Views,
  attributes: Attributes,
  admins: Admins,
  timezone: timeZone,
  trustProfileField: TrustProfileField,
} as const

/** What a connection says in the keys that only Rill has. */
export type RillSettings = { readonly [K in keyof typeof settings]: z.output<(typeof settings)[K]> }
