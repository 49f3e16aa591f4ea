import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { startLocalSlack } from 'local-slack'
import { startPlay } from 'play/systems'
import { expect, onTestFinished, test } from 'vitest'
import { botScopes } from '../../src/slack/scopes.ts'
import { compileCache } from '../compile-cache.ts'

const cli = fileURLToPath(new URL('../../src/cli.ts', import.meta.url))

/** The bot as a process, and its log. */
const started = async () => {
  const play = await startPlay({ only: ['rudder'] })
  onTestFinished(() => play.close())
  const commands = [{ command: '/rudder', description: '', hint: '', completions: [] }]
  const slack = await startLocalSlack({ commands, scopes: botScopes.map(({ scope }) => scope) })
  onTestFinished(() => slack.close())
  slack.deliverTo('sockets')
  const tokens = { SLACK_BOT_TOKEN: slack.botToken, SLACK_APP_TOKEN: slack.appToken, SLACK_API_URL: slack.apiUrl }
  const child = spawn(process.execPath, ['--no-warnings', cli, 'start'], {
    cwd: play.folder,
    env: { PATH: process.env.PATH ?? '', ...compileCache, ...play.env, LOG_LEVEL: 'info', OPS_PORT: '0', ...tokens },
  })
  const ended = once(child, 'exit')
  onTestFinished(() => void child.kill('SIGKILL'))
  const log = createInterface(child.stderr)[Symbol.asyncIterator]()
  /** The next line about this event. */
  const logged = async (event: string): Promise<Readonly<Record<string, unknown>>> => {
    for (;;) {
      const { value, done } = await log.next()
      if (done) throw new Error(`it ended before ${event}`)
      const line = JSON.parse(value)
      if (line.msg === event) return line
    }
  }
  await logged('slack.socket')
  const ask = async () => {
    await slack.type('ana', 'ops', '/rudder compliance')
    return logged('command')
  }
  const file = join(play.folder, 'coxswain.yml')
  return { child, ended, file, ask, logged }
}

test('SIGHUP reads the settings again; wrong ones are refused, and the bot goes on by those before', async () => {
  const { child, ended, file, ask, logged } = await started()
  const settings = readFileSync(file, 'utf8')
  expect(await ask()).toMatchObject({ ending: 'done' })

  writeFileSync(file, `${settings.slice(0, settings.indexOf('\ngroups:'))}\nretention: { runs: 7 }\n`)
  child.kill('SIGHUP')
  expect(await logged('reloaded')).toMatchObject({ groups: 0, restartFor: 'retention' })
  expect(await ask()).toMatchObject({ ending: 'refused' })

  writeFileSync(file, settings.replace('\ngroups:', '\ngrops:'))
  child.kill('SIGHUP')
  expect(await logged('reload.refused')).toMatchObject({
    why: expect.stringMatching(
      /^The settings have a mistake; the ones before stay in use\.\n.* grops is not a setting/,
    ),
  })
  expect(await ask()).toMatchObject({ ending: 'refused' })

  writeFileSync(file, settings)
  child.kill('SIGHUP')
  await logged('reloaded')
  expect(await ask()).toMatchObject({ ending: 'done' })

  child.kill('SIGTERM')
  await logged('stopped')
  expect(await ended).toEqual([0, null])
})
