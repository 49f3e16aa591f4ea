import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { startLocalSlack } from 'local-slack'
import { startPlay } from 'play/systems'
import { expect, onTestFinished, test } from 'vitest'
import { botScopes } from '../../src/slack/scopes.ts'
import { compileCache } from '../compile-cache.ts'
import { isFull } from '../runs.ts'
import { fileText, repository } from './dockerfile.ts'

const { scripts } = JSON.parse(fileText('package.json')) as { scripts: Readonly<Record<string, string>> }

const isGone = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return false
  } catch {
    return true
  }
}

/** `npm start` as somebody types it, and the process that is the bot in the end. */
const npmStart = async () => {
  const play = await startPlay({ only: ['rudder'] })
  onTestFinished(() => play.close())
  const commands = [{ command: '/rudder', description: '', hint: '', completions: [] }]
  const slack = await startLocalSlack({ commands, scopes: botScopes.map(({ scope }) => scope) })
  onTestFinished(() => slack.close())
  const env = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...compileCache, ...play.env }
  const npm = spawn('npm', ['--no-update-notifier', 'start'], {
    cwd: repository,
    detached: true,
    env: {
      ...env,
      LOG_LEVEL: 'info',
      PORT: '0',
      OPS_PORT: '0',
      HOST: '127.0.0.1',
      COXSWAIN_CONFIG: `${play.folder}/coxswain.yml`,
      COXSWAIN_DATA: `${play.folder}/data`,
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_SIGNING_SECRET: slack.signingSecret,
      SLACK_API_URL: slack.apiUrl,
    },
  })
  const pid = npm.pid ?? 0
  const ended = once(npm, 'exit')
  const group = (signal: NodeJS.Signals) => {
    try {
      process.kill(-pid, signal)
    } catch {}
  }
  onTestFinished(() => group('SIGKILL'))
  let said = ''
  npm.stderr.on('data', (text) => {
    said += text
  })
  const closed = once(npm.stderr, 'close')
  for await (const line of createInterface(npm.stderr)) {
    const { msg, ops } = line.startsWith('{') ? JSON.parse(line) : {}
    if (msg === 'started') return { pid, group, ended, closed, ops: String(ops), said: () => said }
  }
  throw new Error(`it did not start: ${said}`)
}

test('each script that stays up is the process that npm started, not a child of a shell', () => {
  const long = ['start', 'play', 'coxswain', 'bench', 'soak']
  expect(long.filter((name) => !scripts[name]?.startsWith('exec node '))).toEqual([])
})

test('whoever starts the bot gives Node the same flags', () => {
  const flagsOf = (text: string) => text.match(/(?<=\s|")--[\w-]+(=\d+)?(?=[\s"])/g)
  const given = flagsOf(scripts.start ?? '')
  const lines = [
    ['Dockerfile', /^ENTRYPOINT .*$/m],
    ['deploy/systemd/coxswain.service', /^ExecStart=.*$/m],
    ['docs/install.md', /^node --.*$/m],
  ] as const
  expect(given).toHaveLength(2)
  for (const [path, line] of lines) expect(flagsOf(line.exec(fileText(path))?.[0] ?? ''), path).toEqual(given)
})

// A terminal sends Ctrl-C to npm and to the bot, and npm passes it on as well.
test.for(isFull() ? (['SIGTERM', 'SIGINT'] as const) : (['SIGTERM'] as const))(
  'npm start ends the bot in good order when npm is told to stop by %s',
  async (signal) => {
    const { pid, group, ended, closed, ops, said } = await npmStart()
    expect((await fetch(`${ops}/healthz`)).status).toBe(200)
    if (signal === 'SIGTERM') process.kill(pid, signal)
    else group(signal)
    expect(await ended).toEqual([0, null])
    await closed
    await expect(fetch(`${ops}/healthz`)).rejects.toThrow()
    expect(isGone(-pid)).toBe(true)
    expect(said()).not.toMatch(/SIGKILL|Something went wrong/)
  },
)
