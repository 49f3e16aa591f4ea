import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startLocalSlack } from 'local-slack'
import pg from 'pg'
import { slashCommands } from 'play/slash-commands'
import { startPlay } from 'play/systems'
import { expect, inject, onTestFinished, test } from 'vitest'
import { settingsNames } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { start } from '../../src/main.ts'
import { botScopes } from '../../src/slack/scopes.ts'
import { loadedCommands } from '../loaded.ts'
import { createDatabase } from '../store/engines.ts'
import { testWorld } from '../world.ts'

/** A login of its own on the server of the tests, whose password can be changed. */
const login = async () => {
  const server = inject('postgresUrl')
  const database = await createDatabase(server)
  onTestFinished(() => database.drop())
  const admin = new pg.Client({ connectionString: server })
  await admin.connect()
  const url = new URL(database.settings.url ?? '')
  const role = `${url.pathname.slice(1)}_role`
  onTestFinished(async () => {
    await database.drop()
    await admin.query(`drop role ${role}`)
    await admin.end()
  })
  await admin.query(`create role ${role} login password 'the-first-password'`)
  await admin.query(`alter database ${url.pathname.slice(1)} owner to ${role}`)
  const inside = new pg.Client({ connectionString: url.href })
  await inside.connect()
  await inside.query(`grant all on schema public to ${role}`)
  await inside.end()
  const address = (password: string) => {
    Object.assign(url, { username: role, password })
    return url.href
  }
  return {
    address,
    /** Who was connected with the former password is put out. */
    change: async (password: string) => {
      await admin.query(`alter role ${role} password '${password}'`)
      await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where usename = '${role}'`)
    },
  }
}

/** A bot every secret of which is in a file. */
const scene = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'coxswain-secrets-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const put = (name: string, value: string): string => {
    writeFileSync(join(folder, name), `${value}\n`, { mode: 0o600 })
    return `file:${join(folder, name)}`
  }
  const play = await startPlay({ only: ['rudder'] })
  onTestFinished(() => play.close())
  const commands = await loadedCommands()
  const scopes = botScopes.map(({ scope }) => scope)
  const slack = await startLocalSlack({ commands: slashCommands(commands), scopes, retryMs: [] })
  onTestFinished(() => slack.close())
  const { address, change } = await login()
  const settings = readFileSync(join(play.folder, 'coxswain.yml'), 'utf8')
  const { tokens } = play.rudder.prod
  writeFileSync(join(play.folder, 'coxswain.yml'), settings.replace('env:PLAY_PROD_READ', put('rudder', tokens.read)))
  const env = {
    ...play.env,
    HOST: '127.0.0.1',
    PORT: '0',
    OPS_PORT: '0',
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: put('token', slack.botToken),
    SLACK_SIGNING_SECRET: put('signing', slack.signingSecret),
    DATABASE_URL: put('database', address('the-first-password')),
    COXSWAIN_AUDIT_KEY: put('audit', 'the audit key of before, of 32 letters'.replaceAll(' ', '-')),
  }
  const open = async () => {
    const config = readConfig({ env, systems: settingsNames(commands), folder: play.folder })
    const clock = { ...testWorld().clock, now: () => Date.now() }
    const bot = await start(config, { commands, world: testWorld({ clock }) })
    onTestFinished(() => bot.stop())
    while (!bot.slack.isReady()) await new Promise((resolve) => setImmediate(resolve))
    slack.deliverTo(`${bot.open?.url}/slack/events`)
    return bot
  }
  const bot = await open()
  const type = async (text: string, who = 'ana') => {
    const delivered = await slack.type(who, 'ops', text)
    await bot.slack.drain()
    await bot.slack.outbox.deliver().catch(() => {})
    return delivered
  }
  const told = () => slack.seen('ops', 'ana').at(-1)?.text ?? ''
  return { put, slack, tokens, bot, open, type, told, address, change }
}

test('secrets in files are followed while the bot runs', async () => {
  const { put, slack, tokens, type, told, address, change } = await scene()
  await type('/rudder rules ssh')
  expect(told()).toContain('rules with “ssh”')

  put('rudder', 'a-token-that-rudder-does-not-know')
  await type('/rudder rules ssh')
  expect(told()).toContain('does not accept the token')
  put('rudder', tokens.read)

  put('signing', 'f'.repeat(32))
  expect((await type('/rudder rules ssh'))?.status).toBe(401)
  put('signing', slack.signingSecret)

  put('token', 'xoxb-000000000000-a-former-token')
  await type('/cox whoami', 'marc')
  expect(slack.calls.findLast(({ method }) => method === 'users.info')?.answered).toBe('invalid_auth')
  put('token', slack.botToken)
  await type('/cox whoami', 'marc')
  expect(slack.calls.findLast(({ method }) => method === 'users.info')?.answered).toBe('ok')

  await change('the-second-password')
  await type('/rudder rules ssh')
  expect(told()).toContain("The bot's database does not answer")
  put('database', address('the-second-password'))
  await type('/rudder rules ssh')
  expect(told()).toContain('rules with “ssh”')
})

test('the audit key is the one of the start: another one never gets into the record, and is refused at the next', async () => {
  const { put, bot, open, type } = await scene()
  await type('/rudder rule disable SSH hardening because lockout on jump hosts')
  put('audit', 'another-audit-key-of-at-least-32-letters')
  await type('/rudder rule disable NTP client because lockout on jump hosts')
  const { audit } = bot.app.context.store
  expect(await audit.verify()).toMatchObject({ ok: true, rows: 2 })
  await expect(open()).rejects.toThrow(/audit key is not the one that the record/)
  put('audit', 'the-audit-key-of-before,-of-32-letters')
  await open()
})
