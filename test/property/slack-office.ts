import { type LocalSlack, startLocalSlack } from 'local-slack'
import { slashCommands } from 'play/slash-commands'
import { createApp, settingsNames } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import type { Context } from '../../src/run/context.ts'
import { botScopes } from '../../src/slack/scopes.ts'
import type { Way } from '../slack/scene.ts'
import type { Settings } from '../store/engines.ts'
import { testWorld } from '../world.ts'
import type { Bot, OpenBot } from './slack-bot.ts'
import { type Flow, flow } from './slack-clock.ts'
import type { Stage } from './stage.ts'

/** A Slack, and bots that work beside each other on one database. */
export interface Office {
  readonly slack: LocalSlack
  readonly flow: Flow
  readonly bots: readonly Bot[]
  /** For reading what is stored; it does nothing by itself. */
  readonly context: Context
  /** Slack delivers to this one from now on. */
  turnTo(on: number): void
  /** Stops one in good order and starts another in its place. */
  restart(on: number): Promise<void>
  /** Kills one where it stands and starts another in its place. */
  kill(on: number): Promise<void>
  readonly killed: () => number
  /** Holds one bot at a point when it comes there next, until `resume`. */
  hang(on: number, point: string): void
  resume(): void
  /** Until nobody has anything left to do now; with something that hangs, for a few seconds. */
  settle(): Promise<void>
  /** Every log line and figure of every bot there was. */
  logged(): Bot['lines']
  counted(name: string): readonly object[]
  close(): Promise<void>
}

const settleMs = 60_000
const hungMs = 4_000

export interface OfficeOptions {
  readonly stage: Stage
  readonly database: Settings
  readonly auditKey: string
  readonly many: number
  readonly openBot: OpenBot
  /** How Slack reaches them. */
  readonly way: Way
}

/** Opens a Slack and so many bots on a database; all of it goes by the time of the stage. */
export const openOffice = async ({ stage, database, auditKey, many, openBot, way }: OfficeOptions): Promise<Office> => {
  const all: Bot[] = []
  const bots: Bot[] = []
  const time = flow(stage.time, (now) => {
    for (const bot of bots) bot?.moved(now)
  })
  const slack = await startLocalSlack({
    now: time.clock.now,
    commands: slashCommands(stage.commands),
    scopes: botScopes.map(({ scope }) => scope),
    ackMs: 60_000,
    retryMs: [],
    wait: time.clock.sleep,
  })
  const configWith = (key: Readonly<Record<string, string>>) => {
    const env = {
      ...key,
      LOG_LEVEL: 'silent',
      STAGE_READ: stage.rudder.tokens.read,
      STAGE_WRITE: stage.rudder.tokens.write,
      COXSWAIN_AUDIT_KEY: auditKey,
      HOST: '127.0.0.1',
      PORT: '0',
      OPS_PORT: '0',
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_API_URL: slack.apiUrl,
      ...(database.url !== undefined && { DATABASE_URL: database.url }),
    }
    // Each run has a database of its own, and one stage is for all of them.
    const { auditMarkFile: _, ...read } = readConfig({ env, systems: settingsNames(commands), folder })
    return { env, config: database.file === undefined ? read : { ...read, store: { file: database.file } } }
  }
  const { commands, folder } = stage
  const byHttp = { SLACK_SIGNING_SECRET: slack.signingSecret }
  // Slack repeats itself on sockets, and wants them replaced.
  slack.sockets.faults.doubles = true
  let turns = 0
  let killed = 0

  const open = async (on: number): Promise<void> => {
    const appToken = slack.mintAppToken()
    const { config, env } = configWith(way === 'http' ? byHttp : { SLACK_APP_TOKEN: appToken })
    const bot = await openBot({ commands, config, env, folder, database, clock: time.clock, on, appToken })
    all.push(bot)
    bots[on] = bot
    const isReady = async () => {
      while (!bot.isReady()) await new Promise((resolve) => setImmediate(resolve))
    }
    await time.until(isReady())
    bot.moved(time.clock.now())
  }
  const at = (on: number): Bot => bots[on % many] as Bot
  const turnTo = (on: number) => {
    slack.deliverTo(at(on).place)
    turns += 1
    if (turns % 7 === 0) slack.sockets.ask('refresh_requested')
  }
  const resume = () => {
    for (const bot of bots) bot.resume()
  }
  await open(0)
  await Promise.all(Array.from({ length: many - 1 }, (_, n) => open(n + 1)))
  const reader = await createApp(configWith(byHttp).config, { commands, world: testWorld({ clock: time.clock }) })
  turnTo(0)
  return {
    slack,
    flow: time,
    bots,
    context: reader.context,
    turnTo,
    restart: async (on) => {
      resume()
      // It is stopped while the requests of Slack come in.
      await time.until(at(on).stop())
      await open(on % many)
      turnTo(on)
    },
    kill: async (on) => {
      await at(on).kill()
      killed += 1
      await open(on % many)
      turnTo(on)
    },
    killed: () => killed,
    hang: (on, point) => at(on).hang(point),
    resume,
    settle: async () => {
      const idle = async () => {
        await Promise.all(bots.map((bot) => bot.drain()))
        await Promise.all(bots.map((bot) => bot.deliver()))
      }
      await time.until(idle(), bots.some((bot) => bot.isHanging()) ? hungMs : settleMs)
    },
    logged: () => all.flatMap(({ lines }) => lines),
    counted: (name) => all.flatMap(({ counted }) => counted.filter((one) => one.name === name)),
    close: async () => {
      resume()
      for (const bot of bots) await time.until(bot.stop())
      await reader.close()
      await slack.close()
    },
  }
}
