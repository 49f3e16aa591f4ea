import { z } from 'zod'

const levels = ['silent', 'error', 'warn', 'info', 'debug'] as const

const Host = z
  .string()
  .regex(
    /^([\w.-]+|[0-9a-f]*:[0-9a-f:.]*:[0-9a-f.]*)$/i,
    'must be an address or a name of this machine, without http:// and without a port',
  )
const port = 'must be a whole number from 0 to 65535'
const Port = z
  .string()
  .regex(/^\d{1,5}$/, port)
  .transform(Number)
  .refine((number) => number <= 65_535, port)
  .meta({ type: 'integer' })

/** The environment variables that the bot knows; the names after `env:` in the settings file come on top. */
export const Variables = z.object({
  COXSWAIN_CONFIG: z.string().default('./coxswain.yml').describe('The path of the settings file.'),
  COXSWAIN_DATA: z
    .string()
    .default('./.coxswain')
    .describe('The folder of the SQLite file and of the audit key that is made there.'),
  DATABASE_URL: z
    .string()
    .exactOptional()
    .describe(
      '`postgres://…` (or `file:path` of a file that holds it): PostgreSQL instead of SQLite. New connections follow the file; another server needs a restart.',
    ),
  COXSWAIN_AUDIT_KEY: z
    .string()
    .exactOptional()
    .describe(
      'At least 32 characters (or `file:path`). Needed with `DATABASE_URL`; else a key is made once. Read at the start, and it stays: with another key than the record was signed with the bot does not start.',
    ),
  COXSWAIN_SEALING_KEY: z
    .string()
    .exactOptional()
    .describe(
      'At least 32 characters (or `file:path`, which is followed), the same for every replica: lets people give keys of their own (`/cox connect`), which are stored encrypted with it. Without it nobody can. If it is changed or lost, people must give their keys again. Make one with `openssl rand -hex 32`.',
    ),
  COXSWAIN_AUDIT_MARK: z
    .string()
    .exactOptional()
    .describe(
      'The file in which the bot marks the newest entry of the audit log, to notice at its start that the database was set back to an older state. `audit.mark` in `COXSWAIN_DATA` with SQLite; none with `DATABASE_URL` unless you set it, one for each replica. Put it on another volume than the database.',
    ),
  SLACK_BOT_TOKEN: z
    .string()
    .exactOptional()
    .describe(
      '`xoxb-…` (or `file:path`, which is followed): the Bot User OAuth Token. Without it the bot is not in Slack.',
    ),
  SLACK_SIGNING_SECRET: z
    .string()
    .exactOptional()
    .describe('For requests over HTTP: what Slack signs them with (or `file:path`, which is followed).'),
  SLACK_APP_TOKEN: z
    .string()
    .exactOptional()
    .describe(
      'For Socket Mode, instead of `SLACK_SIGNING_SECRET`: `xapp-…` (or `file:path`, which is followed), an app-level token with `connections:write`. The bot opens a socket to Slack, and nothing listens on `PORT`.',
    ),
  SLACK_API_URL: z
    .string()
    .default('https://slack.com/api/')
    .describe("Slack's, `https://slack-gov.com/api/` for GovSlack, or a local Slack on this machine."),
  HOST: Host.default('0.0.0.0').describe(
    "Where Slack's requests are taken, behind a proxy with TLS; those without Slack's signature are refused.",
  ),
  PORT: Port.prefault('3000').describe("The port for Slack's requests, at `/slack/events`; 0 takes any free one."),
  OPS_HOST: Host.default('127.0.0.1').describe(
    'Where `/healthz`, `/readyz` and `/metrics` are: for the operator, so not public.',
  ),
  OPS_PORT: Port.prefault('9090').describe('Their port, another one than `PORT`; 0 takes any free one.'),
  OPS_NAMES: z
    .string()
    .regex(
      /^[\w.-]+(?:[\s,]+[\w.-]+)*$/,
      'must be names of hosts without http:// and without a port, with commas between them',
    )
    .transform((text) => text.toLowerCase().split(/[\s,]+/))
    .exactOptional()
    .describe(
      'The names by which `/healthz`, `/readyz` and `/metrics` may be asked for (`coxswain.acme.net`), with commas between them. Addresses, `OPS_HOST`, names without a dot and those of private networks (`.local`, `.internal`, `.svc`) always may; others are refused with 421, because a web page could point them here.',
    ),
  LOG_LEVEL: z
    .enum(levels, { error: `must be one of ${levels.join(', ')}` })
    .default('info')
    .describe('How much is logged.'),
  HTTPS_PROXY: z
    .string()
    .exactOptional()
    .describe(
      'The proxy for Slack and for connections without `proxy:`: `http://` or `https://`, with `user:password@` where it wants one.',
    ),
  NO_PROXY: z
    .string()
    .exactOptional()
    .describe(
      'Hosts that are called without `HTTPS_PROXY`: names, `.domain`, addresses, ranges of addresses (`10.0.0.0/8`), `host:port`, or `*`.',
    ),
})
export type Variables = z.output<typeof Variables>
export type LogLevel = (typeof levels)[number]

/** The variables with their defaults; an empty one is not set. Mistakes are reported without the value. */
export const checkVariables = (
  env: Readonly<Record<string, string | undefined>>,
  wrong: (name: string, text: string) => void,
): Variables => {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = Variables.safeParse(set)
  const bad = new Map((parsed.error?.issues ?? []).map(({ path, message }) => [String(path[0]), message]))
  for (const [name, text] of bad) wrong(name, text)
  return parsed.data ?? Variables.parse(Object.fromEntries(Object.entries(set).filter(([name]) => !bad.has(name))))
}
