import { people as played } from 'play/people'
import { type Play, startPlay } from 'play/systems'
import { onTestFinished } from 'vitest'
import { type App, createApp, settingsNames } from '../src/app.ts'
import { readConfig } from '../src/config.ts'
import type { Message } from '../src/message/message.ts'
import type { Principal } from '../src/policy/person.ts'
import { ask } from '../src/run/ask.ts'
import type { Context, People } from '../src/run/context.ts'
import type { Reply } from '../src/run/reply.ts'
import type { Limits } from '../src/systems/limits.ts'
import { loadedCommands } from './loaded.ts'
import type { Settings } from './store/engines.ts'
import { type TestWorld, testWorld } from './world.ts'

/** One of the playground's people as the bot knows them. */
export const person = (word: string): Principal => {
  const one = played[word]
  if (!one) throw new Error(`nobody is called ${word}`)
  return { id: one.id, name: one.name, email: one.email, kind: 'play' }
}

/** A bot on a database, talking to local systems over HTTP. */
export interface TestBot {
  readonly app: App
  readonly context: Context
  readonly world: TestWorld
  /** One line to its answer. */
  ask(line: string, who?: string, channel?: string): Promise<Reply>
}

export interface BotOptions {
  /** Where its settings are, and the secrets that they name. */
  readonly play: Pick<Play, 'folder' | 'env'>
  readonly database: Settings
  readonly world?: TestWorld
  readonly people?: People
  /** More environment, as an operator would set it. */
  readonly env?: Readonly<Record<string, string>>
  /** Shorter limits, where a slow system is the point. */
  readonly limits?: Partial<Limits>
}

/** Starts a bot; several on one database are replicas. Closed when the test is finished. */
export const startBot = async ({
  play,
  database,
  world = testWorld(),
  people,
  env,
  limits,
}: BotOptions): Promise<TestBot> => {
  const commands = await loadedCommands()
  const config = readConfig({ env: { ...play.env, ...env }, systems: settingsNames(commands), folder: play.folder })
  const { url: _, ...local } = config.store
  const store = database.url === undefined ? { ...local, file: database.file ?? '' } : config.store
  const secret = database.url === undefined ? {} : { DATABASE_URL: database.url, COXSWAIN_AUDIT_KEY: auditKey }
  const whole =
    database.url === undefined
      ? { ...config, store }
      : readConfig({ env: { ...play.env, ...env, ...secret }, systems: settingsNames(commands), folder: play.folder })
  const app = await createApp(whole, {
    world,
    commands,
    ...(people && { people }),
    // What a test sets at the local systems is seen by its next line.
    limits: { briefMs: 0, ...limits },
  })
  onTestFinished(() => app.close())
  const context = app.context
  return {
    app,
    context,
    world,
    ask: async (line, who = 'ana', channel) => {
      const running = ask(context, { principal: person(who), line, ...(channel !== undefined && { channel }) })
      for (;;) {
        const step = await running.next()
        if (step.done) return step.value
      }
    },
  }
}

/** The key of the audit chain on PostgreSQL; on SQLite there is a file. */
export const auditKey = 'an audit key that only the tests know'

/** Local systems whose time is the test's; closed when the test is finished. */
export const startTestPlay = async (
  world?: TestWorld,
  rudder: { readonly api?: number } = {},
): Promise<Play<'rudder'>> => {
  const play = await startPlay({ only: ['rudder'], rudder, ...(world && { now: () => world.clock.now() }) })
  onTestFinished(() => play.close())
  return play
}

/** Every text of a message, for searching. */
export const textOf = (message: Message): string => JSON.stringify(message)
