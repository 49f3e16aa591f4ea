import { z } from 'zod'

const levels = ['silent', 'error', 'warn', 'info', 'debug'] as const

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
    .describe('`postgres://…` (or `file:path` of a file that holds it): PostgreSQL instead of SQLite.'),
  COXSWAIN_AUDIT_KEY: z
    .string()
    .exactOptional()
    .describe('At least 32 characters (or `file:path`). Needed with `DATABASE_URL`; else a key is made once.'),
  LOG_LEVEL: z.enum(levels).default('info').describe('How much is logged.'),
  HTTPS_PROXY: z.string().exactOptional().describe('The proxy for connections without `proxy:`, `http://host:port`.'),
  NO_PROXY: z
    .string()
    .exactOptional()
    .describe('Hosts that are called without `HTTPS_PROXY`: names, `.domain`, addresses, `host:port`, or `*`.'),
})
export type LogLevel = (typeof levels)[number]

/** The variables with their defaults; an empty one is not set. What is wrong is told without the value. */
export const checkVariables = (
  env: Readonly<Record<string, string | undefined>>,
  wrong: (name: string, text: string) => void,
): z.output<typeof Variables> => {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = Variables.safeParse(set)
  for (const { path } of parsed.error?.issues ?? []) wrong(String(path[0]), `must be one of ${levels.join(', ')}`)
  return parsed.data ?? Variables.parse({ ...set, LOG_LEVEL: undefined })
}
