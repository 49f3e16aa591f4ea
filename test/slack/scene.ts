import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { commandsFolder, namesOf } from '../../src/app.ts'
import { slashCommands } from '../../src/cli/play.ts'
import { loadCommands } from '../../src/command/load.ts'
import { readConfig } from '../../src/config.ts'
import { type Running, start } from '../../src/main.ts'
import type { Message } from '../../src/playground/slack/client.ts'
import { type LocalSlackOptions, startLocalSlack } from '../../src/playground/slack/index.ts'
import { botScopes } from '../../src/slack/scopes.ts'
import type { Limits } from '../../src/systems/http.ts'
import { auditKey, startTestPlay } from '../bot.ts'
import { ruleOf } from '../flow/setup.ts'
import type { Engine, Settings } from '../store/engines.ts'
import { type TestWorld, testWorld } from '../world.ts'

export interface SceneOptions {
  /** The settings file of the playground, changed. */
  readonly settings?: (yaml: string) => string
  readonly env?: Readonly<Record<string, string>>
  readonly slack?: Partial<LocalSlackOptions>
  readonly world?: TestWorld
  readonly limits?: Partial<Limits>
}

/** A local Slack, local systems, a database, and the bot as a process that stays up between them: all over HTTP. */
export const startScene = async (engine: Pick<Engine, 'fresh'>, options: SceneOptions = {}) => {
  const world = options.world ?? testWorld()
  const commands = await loadCommands(commandsFolder)
  const play = await startTestPlay(world)
  if (options.settings) {
    const file = join(play.folder, 'coxswain.yml')
    writeFileSync(file, options.settings(readFileSync(file, 'utf8')))
  }
  const { settings: database } = await engine.fresh()
  const slack = await startLocalSlack({
    now: () => world.clock.now(),
    commands: slashCommands(commands),
    scopes: botScopes.map(({ scope }) => scope),
    ...options.slack,
  })
  onTestFinished(() => slack.close())
  const env = {
    ...play.env,
    ...{ HOST: '127.0.0.1', PORT: '0', OPS_PORT: '0' },
    ...{ SLACK_BOT_TOKEN: slack.botToken, SLACK_SIGNING_SECRET: slack.signingSecret, SLACK_API_URL: slack.apiUrl },
    ...options.env,
  }

  /** Starts one more bot on the same database; Slack delivers to the newest. */
  const startReplica = async (own: { readonly world?: TestWorld; readonly log?: (line: string) => void } = {}) => {
    const config = readConfig({ env: { ...env, ...envOf(database) }, systems: namesOf(commands), folder: play.folder })
    const store = database.url === undefined ? { file: database.file ?? '' } : config.store
    const bot = await start(
      { ...config, store },
      {
        commands,
        world: own.world ?? world,
        ...(options.limits && { limits: options.limits }),
        ...(own.log && { log: own.log }),
      },
    )
    let stopped: Promise<void> | undefined
    const stop = () => (stopped ??= bot.stop())
    onTestFinished(stop)
    while (!bot.slack.isReady()) await new Promise((resolve) => setImmediate(resolve))
    slack.deliverTo(`${bot.open.url}/slack/events`)
    return { ...bot, stop }
  }
  const bot = await startReplica()
  return {
    world,
    play,
    slack,
    database,
    bot,
    startReplica,
    rudder: play.rudder.prod,
    ...hands(slack, bot, play.rudder.prod),
  }
}

const envOf = (database: Settings): Readonly<Record<string, string>> =>
  database.url === undefined ? {} : { DATABASE_URL: database.url, COXSWAIN_AUDIT_KEY: auditKey }

/** What people do and see, each waiting until the bot has nothing left to do. */
const hands = (
  slack: Awaited<ReturnType<typeof startLocalSlack>>,
  bot: Running,
  rudder: Parameters<typeof ruleOf>[0],
) => {
  const settle = async (): Promise<void> => {
    await bot.slack.drain()
    await bot.slack.outbox.deliver()
  }
  const last = (channel: string, who?: string): Message => {
    const message = slack.seen(channel, who).at(-1)
    if (!message) throw new Error(`nothing is seen in ${channel}`)
    return message
  }
  return {
    settle,
    last,
    rule: (name: string) => ruleOf(rudder, name),
    type: async (who: string, channel: string, text: string, thread?: string) => {
      const delivered = await slack.type(who, channel, text, thread === undefined ? {} : { thread })
      await settle()
      return delivered
    },
    press: async (who: string, message: Pick<Message, 'channel' | 'ts'>, button: string) => {
      const delivered = await slack.press(who, message, button)
      await settle()
      return delivered
    },
    submit: async (who: string, values: Readonly<Record<string, string>>) => {
      const delivered = await slack.submit(who, values)
      await settle()
      return delivered
    },
    /** Everything that time brings, once, and what follows from it. */
    tick: async () => {
      await bot.slack.tick()
      await settle()
    },
  }
}

export type Scene = Awaited<ReturnType<typeof startScene>>

/** Every text of a message in Slack, for searching. */
export const said = (message: Message): string => `${message.text}\n${JSON.stringify(message.blocks ?? [])}`
