import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startLocalSlack } from 'local-slack'
import { startPlay } from 'play/systems'
import { expect, onTestFinished, test } from 'vitest'
import about from '../../package.json' with { type: 'json' }
import { botScopes } from '../../src/slack/scopes.ts'
import { compileCache } from '../compile-cache.ts'
import { coxswain } from './coxswain.ts'

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
  const lines = said
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>)
  const [replica] = new Set(lines.map((line) => line.replica))
  for (const line of lines)
    expect(line).toMatchObject({ level: expect.stringMatching(/^(info|warn)$/), version: about.version, replica })
  const of = (event: string) => lines.find(({ msg }) => msg === event)
  expect(of('started')).toMatchObject({ slack: 'socket', ops: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) })
  expect(of('command')).toMatchObject({
    run: expect.stringMatching(/^[0-9A-Z]{26}$/),
    command: 'rudder compliance',
    connection: 'rudder/prod',
    ms: expect.any(Number),
    ending: 'done',
  })
  expect(of('stopping')).toMatchObject({ signal: 'SIGTERM' })
  expect(lines.at(-1)).toMatchObject({ msg: 'stopped', ms: expect.any(Number) })
  for (const secret of [slack.botToken, slack.appToken, ...slack.sockets.tickets()]) expect(said).not.toContain(secret)
  expect(slack.sockets.count()).toBe(0)
})

test('what it cannot start with is one JSON line', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'coxswain-start-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const { code, out, err } = await coxswain(['start'], { cwd: folder })
  expect([code, out]).toEqual([2, ''])
  expect(JSON.parse(err)).toMatchObject({
    level: 'error',
    version: about.version,
    msg: 'ended',
    why: expect.stringContaining('coxswain.yml'),
  })
})
