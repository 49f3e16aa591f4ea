import type { LocalSlack, LocalSlackOptions, Message } from 'local-slack'
import { describe, onTestFinished } from 'vitest'
import { settingsNames } from '../../src/app.ts'
import type { Command } from '../../src/command/load.ts'
import { readConfig } from '../../src/config.ts'
import { type Running, start } from '../../src/main.ts'
import { firstMs } from '../../src/slack/progress.ts'
import type { Limits } from '../../src/systems/limits.ts'
import type { Faults } from '../../src/world.ts'
import { auditKey } from '../bot.ts'
import { ruleOf } from '../flow/setup.ts'
import { loadedCommands } from '../loaded.ts'
import { isFull } from '../runs.ts'
import { setSlackScene } from '../scene.ts'
import { type Engine, type EngineName, eachEngine, type Settings } from '../store/engines.ts'
import { type TestWorld, testWorld } from '../world.ts'

/** How Slack's payloads come to the bot: over HTTP, or on a socket that it opens (Socket Mode). */
export type Way = 'http' | 'socket'

/** Where and how a scene plays. */
export interface Stand extends Pick<Engine, 'fresh'> {
  /** Over HTTP if absent. */
  readonly way?: Way
}

/** The same tests for some ways; each on SQLite and on PostgreSQL, in the quick suite HTTP on the one and sockets on the other. */
const eachOf = (ways: readonly Way[], tests: (stand: Engine & { readonly way: Way }) => void): void => {
  describe.each(ways)('%s', (way) => {
    const one: EngineName = way === 'http' ? 'sqlite' : 'postgres'
    eachEngine((engine) => tests({ ...engine, way }), [one])
  })
}

const both: readonly Way[] = ['http', 'socket']

/** Declares the same tests for both ways; in the quick suite for HTTP alone. */
export const mainlyHttp = (tests: (stand: Engine & { readonly way: Way }) => void): void =>
  eachOf(isFull() ? both : ['http'], tests)

/** The same, in the quick suite for sockets alone. */
export const mainlySocket = (tests: (stand: Engine & { readonly way: Way }) => void): void =>
  eachOf(isFull() ? both : ['socket'], tests)

export interface SceneOptions {
  /** The settings file of the playground, changed. */
  readonly settings?: (yaml: string) => string
  /** Systems that are started beside Rudder. */
  readonly beside?: readonly ('lens' | 'redash' | 'rill')[]
  readonly env?: Readonly<Record<string, string>>
  readonly slack?: Partial<LocalSlackOptions>
  readonly world?: SceneWorld
  readonly limits?: Partial<Limits>
  readonly own?: Own
  /** Commands beside those of ours. */
  readonly commands?: readonly Command[]
}

/** What one replica has of its own. */
export interface Own {
  readonly world?: TestWorld
  /** Where its real log goes; its figures are the real ones as well. */
  readonly log?: (line: string) => void
  /** True where it is not waited for Slack to say who it is. */
  readonly unready?: boolean
}

/** A world where short waits, those before something is tried again, pass at once, and where a test can step in. */
export const sceneWorld = () => {
  const steps = new Map<Parameters<Faults['at']>[0], () => void | Promise<void>>()
  const inner = testWorld({ faults: { at: async (point) => steps.get(point)?.() } })
  // What is shown of a line that takes long waits for the clock, though it is a short wait.
  // A retry waits for as long once in 256 times, by its jitter; here it never does.
  const bytes = (length: number) => inner.ids.bytes(length).map((byte) => (length === 1 ? Math.min(byte, 254) : byte))
  const isProgress = (ms: number, signal?: AbortSignal) => ms === firstMs && signal !== undefined
  const sleep = (ms: number, signal?: AbortSignal) =>
    ms < 1_000 && !isProgress(ms, signal) ? inner.advance(Math.ceil(ms)) : inner.clock.sleep(ms, signal)
  let leapt = 0
  return {
    ...inner,
    ids: { ...inner.ids, bytes },
    clock: { now: () => inner.clock.now() + leapt, sleep },
    steps,
    /** Moves the clock without waking anybody: what time brings is then done once, by `tick`. */
    leap: (ms: number): void => {
      leapt += ms
    },
  }
}

export type SceneWorld = ReturnType<typeof sceneWorld>

/** A local Slack, local systems, a database, and the bot as a process that stays up between them: all over HTTP. */
export const startScene = async ({ fresh, way = 'http' }: Stand, options: SceneOptions = {}) => {
  const world = options.world ?? sceneWorld()
  const commands = [...(await loadedCommands()), ...(options.commands ?? [])]
  const around = { now: () => world.clock.now(), settings: options.settings, beside: options.beside }
  const { play, rudder, database, slack, env, rewrite } = await setSlackScene({ fresh }, around, options.slack)

  const running = new Set<Running>()
  const settingsNow = (token = slack.mintAppToken()) => {
    const key = way === 'http' ? { SLACK_SIGNING_SECRET: slack.signingSecret } : { SLACK_APP_TOKEN: token }
    const all = { ...env, ...options.env, ...key, ...envOf(database) }
    const config = readConfig({ env: all, systems: settingsNames(commands), folder: play.folder })
    const store = database.url === undefined ? { file: database.file ?? '' } : config.store
    return { ...config, store }
  }
  /** The settings file changes, and every bot that runs reads it again. */
  const reload = async (change: (yaml: string) => string): Promise<void> => {
    rewrite(change)
    for (const bot of running) await bot.reload(settingsNow())
  }
  /** Starts one more bot on the same database; Slack delivers to the newest. */
  const startReplica = async (own: Own = {}) => {
    const appToken = slack.mintAppToken()
    const bot = await start(settingsNow(appToken), {
      commands,
      ...(own.log === undefined ? { world: own.world ?? world } : { clock: world.clock, log: own.log }),
      // What a test sets at the local systems is seen by its next line.
      limits: { briefMs: 0, ...options.limits },
    })
    running.add(bot)
    let stopped: Promise<void> | undefined
    const stop = () => {
      running.delete(bot)
      stopped ??= whileTimePasses(own.world ?? world, bot.stop())
      return stopped
    }
    onTestFinished(stop)
    slack.deliverTo(bot.open ? `${bot.open.url}/slack/events` : appToken)
    while (own.unready !== true && !bot.slack.isReady()) await new Promise((resolve) => setImmediate(resolve))
    return { ...bot, appToken, stop }
  }
  const bot = await startReplica(options.own)
  return {
    world,
    play,
    slack,
    database,
    bot,
    startReplica,
    reload,
    rudder,
    ...hands(slack, running, world, rudder),
  }
}

const envOf = (database: Settings): Readonly<Record<string, string>> =>
  database.url === undefined ? {} : { DATABASE_URL: database.url, COXSWAIN_AUDIT_KEY: auditKey }

/** A bot that stops may wait before it tries something again: meanwhile its clock goes as fast as a real one. */
const whileTimePasses = async (world: Pick<TestWorld, 'advance'>, work: Promise<void>): Promise<void> => {
  const passing = setInterval(() => void world.advance(1_000), 1_000)
  await work.finally(() => clearInterval(passing))
}

/** What people do and see, each waiting until the bot has nothing left to do. */
const hands = (
  slack: LocalSlack,
  running: ReadonlySet<Running>,
  world: SceneWorld,
  rudder: Parameters<typeof ruleOf>[0],
) => {
  const settle = async (): Promise<void> => {
    await Promise.all([...running].map((bot) => bot.slack.drain()))
    await Promise.all([...running].map((bot) => bot.slack.outbox.deliver()))
  }
  const last = (channel: string, who?: string): Message => {
    const message = slack.seen(channel, who).at(-1)
    if (!message) throw new Error(`nothing is seen in ${channel}`)
    return message
  }
  return {
    settle,
    last,
    /** A message as it is now, edits and all. */
    now: (message: Pick<Message, 'channel' | 'ts'>): Message => {
      const found = slack.seen(message.channel).find(({ ts }) => ts === message.ts)
      if (!found) throw new Error(`there is no message ${message.ts}`)
      return found
    },
    /** What only that person sees there, newest last. */
    whispered: (who: string, channel: string): readonly Message[] =>
      slack.seen(channel, who).filter(({ onlyFor }) => onlyFor !== undefined),
    rule: (name: string) => ruleOf(rudder, name),
    type: async (who: string, channel: string, text: string, thread?: string) => {
      const delivered = await slack.type(who, channel, text, thread === undefined ? {} : { thread })
      await settle()
      return delivered
    },
    press: async (who: string, message: Pick<Message, 'channel' | 'ts'>, button: string, chosen?: string) => {
      const delivered = await slack.press(who, message, button, chosen)
      await settle()
      return delivered
    },
    submit: async (who: string, values: Readonly<Record<string, string>>) => {
      const delivered = await slack.submit(who, values)
      await settle()
      return delivered
    },
    /** Time passes; then everything that it brings, once, and what follows from it. */
    pass: async (ms: number) => {
      world.leap(ms)
      for (const bot of running) await bot.jobs.tick()
      await settle()
    },
  }
}

export type Scene = Awaited<ReturnType<typeof startScene>>

/** What can be pressed on a message, by `action_id`. */
export const buttons = ({ blocks = [] }: Pick<Message, 'blocks'>): readonly string[] =>
  blocks
    .flatMap(({ elements }) => (Array.isArray(elements) ? elements : []))
    .filter(({ type }) => type === 'button')
    .map((one) => String(one.action_id))

/** Every text of a message in Slack, for searching. */
export const said = (message: Message): string => `${message.text}\n${JSON.stringify(message.blocks ?? [])}`
