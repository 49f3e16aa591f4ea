import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { startLocalSlack } from 'local-slack'
import { startPlay } from 'play/systems'
import { expect, onTestFinished, test } from 'vitest'
import { botScopes } from '../../src/slack/scopes.ts'
import { compileCache } from '../compile-cache.ts'

const cli = fileURLToPath(new URL('../../src/cli.ts', import.meta.url))

test('in Socket Mode: it opens a socket and no port, answers, and stops in good order when it is told to', async () => {
  const play = await startPlay({ only: ['rudder'] })
  onTestFinished(() => play.close())
  const commands = [{ command: '/rudder', description: '', hint: '', completions: [] }]
  const slack = await startLocalSlack({ commands, scopes: botScopes.map(({ scope }) => scope) })
  onTestFinished(() => slack.close())
  slack.deliverTo('sockets')
  const child = spawn(process.execPath, ['--no-warnings', cli, 'start'], {
    cwd: play.folder,
    env: {
      PATH: process.env.PATH ?? '',
      ...compileCache,
      ...play.env,
      LOG_LEVEL: 'info',
      OPS_PORT: '0',
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
    },
  })
  const ended = once(child, 'exit')
  onTestFinished(() => void child.kill('SIGKILL'))
  let said = ''
  child.stderr.on('data', (text) => {
    said += text
  })
  const until = async (is: () => boolean | Promise<boolean>): Promise<void> => {
    while (!(await is())) {
      if (child.exitCode !== null) throw new Error(said)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  await until(async () => (await slack.type('ana', 'ops', '/rudder compliance'))?.status === 200)
  await until(() => slack.seen('ops').some(({ text }) => text.includes('% compliant')))
  child.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
  expect(said).toMatch(/Coxswain opens its own socket to Slack; health and figures are at http:\/\/127\.0\.0\.1:\d+\./)
  for (const secret of [slack.botToken, slack.appToken, ...slack.sockets.tickets()]) expect(said).not.toContain(secret)
  expect(slack.sockets.count()).toBe(0)
})
