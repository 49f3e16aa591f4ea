import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { startLocalSlack } from 'local-slack'
import { startPlay } from 'play/systems'
import { expect, onTestFinished, test } from 'vitest'
import { botScopes } from '../../src/slack/scopes.ts'
import { compileCache } from '../compile-cache.ts'

const file = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))
const run = promisify(execFile)

test('a Node that is too old gets one sentence and no stack', async () => {
  // The check itself reads only the number, so any Node can claim to be an older one.
  const old = `data:text/javascript,${encodeURIComponent("Object.defineProperty(process.versions, 'node', { value: '20.20.2' })")}`
  const started = run(process.execPath, ['--import', old, file('src/coxswain.js'), 'start'])
  const { code, stdout, stderr } = await started.catch((error) => error)
  expect({ code, stdout, stderr }).toEqual({
    code: 2,
    stdout: '',
    stderr: 'Coxswain needs Node 24 or newer, and this is Node 20.20.2: install it, or use the container image.\n',
  })
})

test('with a Node that is new enough it is the command line', async () => {
  const { stdout } = await run(process.execPath, ['--no-warnings', file('src/coxswain.js'), 'help'])
  expect(stdout).toContain('  start ')
})

test('a log that nobody reads any more does not end the bot', async () => {
  const play = await startPlay({ only: ['rudder'] })
  onTestFinished(() => play.close())
  const commands = [{ command: '/rudder', description: '', hint: '', completions: [] }]
  const slack = await startLocalSlack({ commands, scopes: botScopes.map(({ scope }) => scope) })
  onTestFinished(() => slack.close())
  slack.deliverTo('sockets')
  const child = spawn(process.execPath, ['--no-warnings', file('src/cli.ts'), 'start'], {
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
  await once(child.stderr, 'data')
  child.stdout.destroy()
  child.stderr.destroy()
  const until = async (is: () => boolean | Promise<boolean>): Promise<void> => {
    while (!(await is())) {
      if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  // Refused twice, so that there are lines for the log.
  slack.faults.add({ method: 'chat.postMessage', how: 'limited', times: 2 })
  await until(async () => (await slack.type('ana', 'ops', '/rudder compliance'))?.status === 200)
  await until(() => slack.seen('ops').some(({ text }) => text.includes('% compliant')))
  child.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
})
