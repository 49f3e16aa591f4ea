import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startLocalSlack } from 'local-slack'
import { expect, onTestFinished, test } from 'vitest'
import { settingsNames } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { start } from '../../src/main.ts'
import { botScopes } from '../../src/slack/scopes.ts'
import { startTestPlay } from '../bot.ts'
import { loadedCommands } from '../loaded.ts'
import { sceneWorld } from '../slack/scene.ts'

/** A bot whose settings say how strict it is, with a token on two versions of Rudder that may write everything. */
const at = async (settings: string) => {
  const play = await startTestPlay()
  const { prod, staging } = play.rudder
  const file = join(play.folder, 'coxswain.yml')
  writeFileSync(file, `${readFileSync(file, 'utf8')}\n${settings}\n`)
  const slack = await startLocalSlack({ commands: [], scopes: botScopes.map(({ scope }) => scope) })
  onTestFinished(() => slack.close())
  const env = {
    ...play.env,
    PLAY_PROD_WRITE: prod.tokens.write,
    PLAY_STAGING_WRITE: staging.tokens.write,
    HOST: '127.0.0.1',
    PORT: '0',
    OPS_PORT: '0',
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_API_URL: slack.apiUrl,
  }
  const commands = await loadedCommands()
  const config = readConfig({ env, systems: settingsNames(commands), folder: play.folder })
  const begin = () => start({ ...config, store: { file: ':memory:' } }, { world: sceneWorld(), commands })
  return { play, env, begin }
}

test('with doctor: strict a token that can do more than it is declared for stops the start', async () => {
  const { env, begin } = await at('doctor: strict')
  const error = await begin().then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toMatchObject({ name: 'UserError', message: expect.stringContaining('doctor: strict') })
  const { message } = error as Error
  expect(message).toContain('rudder/prod writer: It can do what it need not: ')
  expect(message).toContain('rudder/staging writer: It can do what it need not: ')
  for (const fine of ['reader:', 'keeper:', 'validator:']) expect(message).not.toContain(fine)
  for (const token of Object.values(env)) expect(message).not.toContain(token)
})

test.each([
  ['', () => {}],
  // What cannot be asked proves nothing.
  [
    'doctor: strict',
    ({ rudder }: Awaited<ReturnType<typeof startTestPlay>>) => {
      for (const one of Object.values(rudder)) one.faults.down = true
    },
  ],
] as const)('it starts otherwise: %j', async (settings, before) => {
  const { play, begin } = await at(settings)
  before(play)
  const running = await begin()
  await running.stop()
})
