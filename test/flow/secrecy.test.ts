import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inspect } from 'node:util'
import pg from 'pg'
import { describe, expect, inject, onTestFinished, test } from 'vitest'
import { createApp, settingsNames } from '../../src/app.ts'
import { loadCommands } from '../../src/command/load.ts'
import { readConfig } from '../../src/config.ts'
import { hostClock } from '../../src/host.ts'
import { toTerminal } from '../../src/message/terminal.ts'
import type { Reply } from '../../src/run/reply.ts'
import { createLog } from '../../src/telemetry/log.ts'
import { createRedactor } from '../../src/vault/secret.ts'
import { auditKey, startTestPlay } from '../bot.ts'
import { storeOf } from '../store/bytes.ts'
import { type Engine, mainlySqlite } from '../store/engines.ts'
import { everything } from './everything.ts'
import { type Scene, startScene } from './setup.ts'

/** Where a secret could come to light: a name for the place, and all its text. */
type Places = Readonly<Record<string, string>>

/** Every end that something can come to: all of them were there. */
const tones = [
  ...['answer', 'help', 'error', 'waiting', 'applied', 'awaiting validation', 'failed', 'unknown'],
  ...['stale', 'refused', 'cancelled', 'expired'],
] as const

const spellings = (secret: string): readonly string[] => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString('base64').replaceAll('=', ''),
  Buffer.from(secret).toString('hex'),
]

/** `token read in the store`: every secret in every place. */
const leaks = (secrets: Places, places: Places): string[] =>
  Object.entries(secrets).flatMap(([name, secret]) =>
    Object.entries(places)
      .filter(([, text]) => spellings(secret).some((spelling) => text.includes(spelling)))
      .map(([place]) => `${name} in ${place}`),
  )

/** A database whose password nobody else has; on SQLite there is none. */
const withPassword = (engine: Engine, password: string): Pick<Engine, 'fresh'> => ({
  fresh: async () => {
    const database = await engine.fresh()
    if (database.settings.url === undefined) return database
    const role = `secrecy_${randomBytes(6).toString('hex')}`
    const run = async (sql: string) => {
      const client = new pg.Client({ connectionString: inject('postgresUrl') })
      await client.connect()
      await client.query(sql)
      await client.end()
    }
    await run(`create role ${role} superuser login password '${password}'`)
    onTestFinished(() => run(`drop role ${role}`))
    const url = new URL(database.settings.url)
    url.username = role
    url.password = password
    return { ...database, settings: { url: url.href } }
  },
})

const auditKeyIn = (folder: string): string => {
  const [file = ''] = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.key'))
  return readFileSync(join(folder, file), 'utf8').trim()
}

const secretsOf = ({ play, database }: Pick<Scene, 'play' | 'database'>, password: string): Places => ({
  ...Object.fromEntries(Object.entries(play.rudder.prod.tokens).map(([name, token]) => [`token ${name}`, token])),
  ...(database.url === undefined
    ? { 'audit key': auditKeyIn(play.folder) }
    : { 'audit key': auditKey, 'database password': password }),
})

const requestsOf = ({ play }: Pick<Scene, 'play'>) =>
  JSON.stringify([play.rudder.prod.requests, play.rudder.staging.requests])

mainlySqlite((engine) => {
  describe('secrets', () => {
    test('are nowhere, whatever happened and before anything is redacted', async () => {
      const password = randomBytes(12).toString('hex')
      const lines: string[] = []
      const errors: unknown[] = []
      const log = createLog(
        { level: 'debug', redactor: createRedactor(), clock: hostClock },
        (line) => void lines.push(line),
      )
      const scene = await startScene(withPassword(engine, password), {
        env: ({ tokens }) => ({ PLAY_STAGING_WRITE: tokens.expired, LOG_LEVEL: 'debug' }),
        log: {
          ...log,
          warn: (event, fields, error) => {
            errors.push(error)
            log.warn(event, fields, error)
          },
          error: (event, fields, error) => {
            errors.push(error)
            log.error(event, fields, error)
          },
        },
      })
      const { replies, thrown } = await everything(scene)
      errors.push(...thrown)
      const secrets = secretsOf(scene, password)
      const places = async (): Promise<Places> => ({
        'the log': lines.join('\n'),
        'the errors': errors.map((error) => inspect(error, { depth: Infinity, showHidden: true })).join('\n'),
        'the messages': replies
          .map((reply) => JSON.stringify(reply) + toTerminal(reply.message, { width: 100 }))
          .join('\n'),
        'the store': await storeOf(scene.database),
        'the requests': requestsOf(scene),
        'the bot': inspect([scene.bot.app, scene.context], { depth: 12, showHidden: true }),
      })
      const before = await places()
      for (const [place, text] of Object.entries(before)) expect(text.length, place).toBeGreaterThan(1_000)
      expect(lines.length).toBeGreaterThan(10)
      expect(replies.map(({ message }) => message.tone)).toEqual(expect.arrayContaining([...tones]))
      expect(leaks(secrets, before)).toEqual([])

      // What is planted is found, in each place: so the search can be believed.
      const [[name = '', planted = ''] = []] = Object.entries(secrets)
      log.warn('planted', { note: planted })
      errors.push(new Error('planted', { cause: new Error(`deep ${planted}`) }))
      replies.push({
        ending: 'done',
        to: 'channel',
        message: { tone: 'answer', title: 'planted', notes: [planted] },
      } satisfies Reply)
      await scene.context.store.transaction((tx) =>
        scene.context.store.audit.append(tx, 'refused', { planted }).then(() => undefined),
      )
      await scene.ask('rudder rules')
      const request = scene.rudder.requests.at(-1)
      if (request) scene.rudder.requests.push({ ...request, body: planted })
      expect(leaks({ [name]: planted }, await places())).toEqual(
        ['the log', 'the errors', 'the messages', 'the store', 'the requests'].map((place) => `${name} in ${place}`),
      )
    })

    test('are replaced in the lines of the bot’s own log, even where a bug puts them there', async () => {
      const play = await startTestPlay()
      const { settings } = await engine.fresh()
      const commands = await loadCommands(fileURLToPath(new URL('../../commands/', import.meta.url)))
      const env = { ...play.env, LOG_LEVEL: 'debug', COXSWAIN_AUDIT_KEY: auditKey }
      const store: Readonly<Record<string, string>> = settings.url === undefined ? {} : { DATABASE_URL: settings.url }
      const config = readConfig({ env: { ...env, ...store }, systems: settingsNames(commands), folder: play.folder })
      const lines: string[] = []
      const app = await createApp(config, { commands, log: (line) => void lines.push(line) })
      onTestFinished(() => app.close())
      const { log } = app.context.world
      const token = play.rudder.prod.tokens.operator
      log.warn('planted', { note: `X-API-Token: ${token}` }, new Error(`deep ${token} ${auditKey}`))
      expect(lines.join('\n')).toContain('X-API-Token: [redacted]')
      expect(leaks({ token, auditKey }, { 'the log': lines.join('\n') })).toEqual([])
    })
  })
})
