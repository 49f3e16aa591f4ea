import { namesOf } from '../../src/app.ts'
import { slashCommands } from '../../src/cli/play.ts'
import { readConfig } from '../../src/config.ts'
import { type Running, start } from '../../src/main.ts'
import { type LocalSlack, startLocalSlack } from '../../src/playground/slack/index.ts'
import { botScopes } from '../../src/slack/scopes.ts'
import type { Way } from '../slack/scene.ts'
import type { Settings } from '../store/engines.ts'
import { type Line, type TestWorld, testWorld } from '../world.ts'
import { type Flow, flow } from './slack-clock.ts'
import type { Stage } from './stage.ts'

/** One process of the bot, as it stays up. */
export interface Bot {
  readonly running: Running
  readonly world: TestWorld
}

/** A Slack, and bots that work beside each other on one database. */
export interface Office {
  readonly slack: LocalSlack
  readonly flow: Flow
  readonly bots: readonly Bot[]
  /** The bot that lives on to the end, for reading what is stored. */
  readonly means: () => Bot['running']['app']['means']
  /** Slack delivers to this one from now on. */
  turnTo(on: number): void
  /** Stops one in good order and starts another in its place. */
  restart(on: number): Promise<void>
  /** Holds one bot at a point when it comes there next, until `resume`. */
  hang(on: number, point: string): void
  resume(): void
  readonly isHanging: () => boolean
  /** Until nobody has anything left to do now; with something that hangs, for a few seconds. */
  settle(): Promise<void>
  /** Every log line and figure of every bot there was. */
  logged(): readonly Line[]
  counted(name: string): readonly object[]
  close(): Promise<void>
}

const settleMs = 60_000
const hungMs = 4_000

/** Opens a Slack and so many bots on a database; all of it goes by the time of the stage. */
export const openOffice = async (
  stage: Stage,
  database: Settings,
  auditKey: string,
  many: number,
  way: Way = 'http',
): Promise<Office> => {
  const time = flow(stage.time)
  const slack = await startLocalSlack({
    now: time.clock.now,
    commands: slashCommands(stage.commands),
    scopes: botScopes.map(({ scope }) => scope),
    ackMs: 60_000,
    retryMs: [],
    wait: time.clock.sleep,
  })
  const configWith = (key: Readonly<Record<string, string>>) =>
    readConfig({
      env: {
        ...key,
        LOG_LEVEL: 'silent',
        STAGE_READ: stage.rudder.tokens.read,
        STAGE_WRITE: stage.rudder.tokens.write,
        COXSWAIN_AUDIT_KEY: auditKey,
        ...{ HOST: '127.0.0.1', PORT: '0', OPS_PORT: '0' },
        ...{ SLACK_BOT_TOKEN: slack.botToken, SLACK_API_URL: slack.apiUrl },
        ...(database.url !== undefined && { DATABASE_URL: database.url }),
      },
      systems: namesOf(stage.commands),
      folder: stage.folder,
    })
  // Slack repeats itself on sockets, and wants them replaced.
  slack.sockets.faults.doubles = true
  let turns = 0
  /** Where Slack finds each bot. */
  const places: string[] = []
  const all: Bot[] = []
  const bots: Bot[] = []
  const traps = new Map<
    number,
    { readonly point: string; readonly gate: PromiseWithResolvers<void>; sprung: boolean }
  >()

  const open = async (on: number): Promise<void> => {
    const at = async (point: string): Promise<void> => {
      const trap = traps.get(on)
      if (trap?.point !== point || trap.sprung) return
      trap.sprung = true
      await trap.gate.promise
    }
    const world = testWorld({ clock: time.clock, faults: { at } })
    const appToken = slack.mintAppToken()
    const key = { http: { SLACK_SIGNING_SECRET: slack.signingSecret }, socket: { SLACK_APP_TOKEN: appToken } }
    const config = configWith(key[way])
    const store = database.file === undefined ? config.store : { file: database.file }
    const running = await start({ ...config, store }, { commands: stage.commands, world })
    const bot = { running, world }
    all.push(bot)
    bots[on] = bot
    places[on] = running.open ? `${running.open.url}/slack/events` : appToken
    const isReady = async () => {
      while (!running.slack.isReady()) await new Promise((resolve) => setImmediate(resolve))
    }
    await time.until(isReady())
  }
  const turnTo = (on: number) => {
    slack.deliverTo(places[on % many] ?? '')
    turns += 1
    if (turns % 7 === 0) slack.sockets.ask('refresh_requested')
  }
  const resume = () => {
    for (const { gate } of traps.values()) gate.resolve()
    traps.clear()
  }
  const isHanging = () => [...traps.values()].some(({ sprung }) => sprung)
  for (let on = 0; on < many; on++) await open(on)
  turnTo(0)
  return {
    slack,
    flow: time,
    bots,
    means: () => (bots[0] as Bot).running.app.means,
    turnTo,
    restart: async (on) => {
      resume()
      // It is stopped while the requests of Slack come in.
      await time.until((bots[on % many] as Bot).running.stop())
      await open(on % many)
      turnTo(on)
    },
    hang: (on, point) => {
      if (!traps.has(on % many)) traps.set(on % many, { point, gate: Promise.withResolvers<void>(), sprung: false })
    },
    resume,
    isHanging,
    settle: async () => {
      const idle = async () => {
        await Promise.all(bots.map(({ running }) => running.slack.drain()))
        await Promise.all(bots.map(({ running }) => running.slack.outbox.deliver()))
      }
      await time.until(idle(), isHanging() ? hungMs : settleMs)
    },
    logged: () => all.flatMap(({ world }) => world.lines),
    counted: (name) => all.flatMap(({ world }) => world.counted.filter((one) => one.name === name)),
    close: async () => {
      resume()
      for (const { running } of bots) await time.until(running.stop())
      await slack.close()
    },
  }
}
