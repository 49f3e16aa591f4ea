import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '../store/server.ts'
import { botFlags } from './bot-flags.ts'
import { type Program, type Start, startProgram, untilReady } from './program.ts'
import type { Account } from './town.ts'

/** A program that Slack's requests can be sent to. */
export interface Bot extends Program {
  /** `http://127.0.0.1:4000/slack/events` */
  readonly events: string
  /** From its start until it was ready, in milliseconds. */
  readonly readyMs: number
}

/** How a bot is started, beside what every one needs. */
export interface BotOptions extends Partial<Pick<Start, 'file' | 'flags' | 'onLine'>> {
  /** Its folder below that of the town; each bot has one. */
  readonly name: string
  /** PostgreSQL; a file of its own if absent. */
  readonly databaseUrl?: string
  readonly env?: Readonly<Record<string, string>>
}

/** The key of the audit chain on PostgreSQL; on SQLite each bot makes its own. */
export const auditKey = 'an audit key that only the bench knows'

/** `coxswain start` as anybody runs it, ready: what is measured is this. */
export const startBot = async (
  town: Account,
  { name, databaseUrl, env, file = 'src/cli.ts', flags = [], ...start }: BotOptions,
): Promise<Bot> => {
  const [port, ops] = [await freePort(), await freePort()]
  const data = join(town.folder, name)
  mkdirSync(data, { recursive: true })
  const since = performance.now()
  const program = startProgram({
    file,
    args: ['start'],
    cwd: town.folder,
    ...start,
    flags: [...botFlags, ...flags],
    env: {
      ...town.env,
      HOST: '127.0.0.1',
      PORT: String(port),
      OPS_PORT: String(ops),
      COXSWAIN_DATA: data,
      ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl, COXSWAIN_AUDIT_KEY: auditKey }),
      ...env,
    },
  })
  await untilReady(`http://127.0.0.1:${ops}/readyz`, program)
  return { ...program, events: `http://127.0.0.1:${port}/slack/events`, readyMs: performance.now() - since }
}

/** The yardstick: a bare Bolt app with the same account, which acknowledges and, where `system` is given, fetches that and posts it. */
export const startBolt = async (
  town: Account,
  { system, env }: { readonly system?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Bot> => {
  const port = await freePort()
  const since = performance.now()
  const program = startProgram({
    file: 'test/bench/bolt.ts',
    cwd: town.folder,
    env: { ...town.env, PORT: String(port), ...(system !== undefined && { SYSTEM: system }), ...env },
  })
  await untilReady(`http://127.0.0.1:${port}/healthz`, program)
  return { ...program, events: `http://127.0.0.1:${port}/slack/events`, readyMs: performance.now() - since }
}
