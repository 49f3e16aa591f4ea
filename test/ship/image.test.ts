import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import { startLocalSlack } from 'local-slack'
import { slashCommands } from 'play/slash-commands'
import { startPlay } from 'play/systems'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { botScopes } from '../../src/slack/scopes.ts'
import { loadedCommands } from '../loaded.ts'
import { fileText, ignoredBy, stagesOf } from './dockerfile.ts'
import { type Image, makeImage } from './image.ts'

let image: Image
beforeAll(() => {
  image = makeImage()
  // An empty cache of npm fetches every package.
}, 300_000)
afterAll(() => image?.remove())

interface Locked {
  readonly packages: Readonly<
    Record<string, { readonly version?: string; readonly dev?: boolean; readonly link?: boolean }>
  >
}

describe('what is in the image', () => {
  test('the bundle, and nothing beside it', () => {
    const files = image.files()
    const named = files.filter((path) => !/^\.cache\/|^[\w-]+-[A-Z0-9]{8}\.js(\.map|\.LEGAL\.txt)?$/.test(path))
    expect(named.filter((path) => !/\.(map|LEGAL\.txt)$/.test(path)).sort()).toEqual([
      'LICENSE',
      'NOTICES.txt',
      'coxswain.js',
      'package.json',
      'start.js',
    ])
    const bytes = files.reduce((sum, path) => sum + statSync(join(image.folder, path)).size, 0)
    console.log(`the image adds ${files.length} files, ${(bytes / 2 ** 20).toFixed(1)} MiB, to its base`)
  })

  test('packages of production with their licences, and none of development', () => {
    const { packages } = JSON.parse(fileText('package-lock.json')) as Locked
    const notices = readFileSync(join(image.folder, 'NOTICES.txt'), 'utf8')
    const named = [...notices.matchAll(/^(\S+) (\d+\.\d+\.\S+) \((.+)\)$/gm)].map(
      ([, name, version]) => `${name}@${version}`,
    )
    const locked = (isDev: boolean) =>
      Object.entries(packages)
        .filter(([path, { dev = false, link }]) => path.includes('node_modules/') && !link && dev === isDev)
        .map(([path, { version }]) => `${path.slice(path.lastIndexOf('node_modules/') + 13)}@${version}`)
    expect(named).toContain(locked(false).find((one) => one.startsWith('undici@')))
    expect(named.filter((one) => !locked(false).includes(one))).toEqual([])
  })

  test('what lies about in a working copy stays out', () => {
    const isIgnored = ignoredBy(fileText('.dockerignore'))
    const stray = [
      '.env',
      '.git/config',
      'coxswain.yml',
      '.coxswain/audit.key',
      'node_modules/zod/index.js',
      'test/bot.ts',
      'deploy/compose.yml',
    ]
    expect([...stray, 'packages/play/package.json'].filter((path) => !isIgnored(path))).toEqual([])
    expect(
      ['deploy/bundle.mjs', 'src/cli.ts', 'commands/rudder/rule.ts', 'package-lock.json'].filter(isIgnored),
    ).toEqual([])
  })

  test('its base is a full version of the Node that the tests run on, and the user is a number', () => {
    const [build, final] = stagesOf(fileText('Dockerfile'))
    expect(build?.base.split('@')[0]).toBe(`node:${process.versions.node}-bookworm-slim`)
    expect(final?.base).toBe(build?.base)
    expect(final?.steps.findLast(({ word }) => word === 'USER')?.rest).toMatch(/^[1-9]\d+:[1-9]\d+$/)
    expect(final?.steps).toContainEqual({ word: 'STOPSIGNAL', rest: 'SIGTERM' })
  })
})

type Env = Readonly<Record<string, string>>

/** Runs a command of the image to its end, as its user. */
const command = (args: readonly string[], env: Env = {}) =>
  new Promise<{ code: number; said: string }>((resolve) => {
    const [program = '', ...rest] = args
    const options = { cwd: image.folder, env: { ...image.env, ...env }, ...image.user }
    execFile(program, rest, options, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, said: `${out}${err}` }),
    )
  })

/** Starts the image as an engine would, and waits until it says where it listens. */
const startImage = async (env: Env) => {
  const [program = '', ...args] = image.start
  const options = { cwd: image.folder, env: { ...image.env, ...env }, ...image.user }
  const child: ChildProcess = spawn(program, args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] })
  const ended = once(child, 'exit') as Promise<[number | null, string | null]>
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  if (!child.stderr) throw new Error('a child without its errors')
  const lines: string[] = []
  for await (const line of createInterface(child.stderr)) {
    lines.push(line)
    const { msg, slack, ops } = JSON.parse(line)
    if (msg === 'started') return { child, ended, events: String(slack), ops: String(ops) }
  }
  throw new Error(`it did not start: ${lines.join('\n')}`)
}

/** Waits until something is there, for ten seconds at most. */
const comes = async <T>(what: string, find: () => Promise<T | undefined> | T | undefined): Promise<T> => {
  for (let n = 0; n < 200; n++) {
    const found = await find()
    if (found !== undefined) return found
    await setTimeout(50)
  }
  throw new Error(`${what} never came`)
}

test('started from the image, as its user: ready, healthy, answers in Slack, stops when it is told to', async () => {
  const [play, commands] = await Promise.all([startPlay({ only: ['rudder'] }), loadedCommands()])
  onTestFinished(() => play.close())
  const scopes = botScopes.map(({ scope }) => scope)
  const slack = await startLocalSlack({ now: Date.now, commands: slashCommands(commands), scopes })
  onTestFinished(() => slack.close())
  const settings = image.env.COXSWAIN_CONFIG ?? ''
  mkdirSync(join(settings, '..'), { recursive: true })
  cpSync(join(play.folder, 'coxswain.yml'), settings)
  const before = image.files()

  const { child, ended, events, ops } = await startImage({
    ...play.env,
    LOG_LEVEL: 'info',
    HOST: '127.0.0.1',
    PORT: '0',
    OPS_PORT: '0',
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_API_URL: slack.apiUrl,
  })
  slack.deliverTo(events)
  await comes('ready', async () => ((await fetch(`${ops}/readyz`)).ok ? true : undefined))
  expect(await command(image.healthcheck, { OPS_PORT: new URL(ops).port })).toEqual({ code: 0, said: '' })
  expect((await command(image.healthcheck, { OPS_PORT: '1' })).code).toBe(1)

  await slack.type('ana', 'ops', '/rudder compliance')
  const answer = await comes('an answer', () => slack.seen('ops').find(({ text }) => text.includes('compliant')))
  expect(answer.text).toContain('95% compliant')

  // Whoever gets in runs the command line as a user without a name; no group has that one.
  const inside = await command([...image.start.slice(0, -1), 'run', 'rudder compliance'], {
    ...play.env,
    COXSWAIN_DATA: join(image.root, 'data', 'terminal'),
  })
  expect(inside.code).toBe(4)

  child.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
  expect(image.files()).toEqual(before)
})

/** How operations.md says it is backed up and restored: its lines, and each as a line for a shell in which a container is a process of the image. */
interface Deployed {
  readonly lines: RegExp
  readonly asProcess: (line: string, entry: string) => string
}

const deployed: Readonly<Record<string, Deployed>> = {
  Compose: {
    lines: /^docker compose -f deploy\/compose\.yml (?:exec|run) .+$/gm,
    asProcess: (line, entry) =>
      line
        .replace(/^docker compose -f deploy\/compose\.yml /, '')
        .replace(/^run --rm -T --entrypoint (\w+) coxswain /, '$1 ')
        .replace(/^run --rm -T coxswain /, `${entry} `)
        .replace(/^exec -T coxswain /, ''),
  },
  Kubernetes: {
    lines: /^kubectl -n coxswain exec .+$/gm,
    asProcess: (line) => line.replace(/^kubectl -n coxswain exec (?:-i )?(?:deploy\/coxswain|job\/\S+) -- /, ''),
  },
  'Node alone': {
    lines: /^(?:mkdir before .+|coxswain (?:backup|restore) \/data\/\S+|coxswain audit verify)$/gm,
    asProcess: (line, entry) =>
      line.startsWith('mkdir') ? `cd ${image.root}/data && ${line}` : line.replace(/^coxswain /, `${entry} `),
  },
}

test.for(Object.entries(deployed))(
  'backed up and restored with the very lines that operations.md has for %s',
  async ([, { lines, asProcess }]) => {
    const play = await startPlay({ only: ['rudder'] })
    onTestFinished(() => play.close())
    const settings = image.env.COXSWAIN_CONFIG ?? ''
    mkdirSync(join(settings, '..'), { recursive: true })
    cpSync(join(play.folder, 'coxswain.yml'), settings)
    const outside = join(image.root, 'data', 'outside')
    const entry = image.start.slice(0, -1).join(' ')
    const inImage = (line: string) =>
      asProcess(line, entry).replaceAll(/(?<=[ '])\/(?=(app|data)\/)/g, `${image.root}/`)
    expect((await command(['sh', '-c', `rm -rf ${image.root}/data/* && mkdir ${outside}`])).code).toBe(0)
    // A line at the terminal makes a database; nobody of the settings asks it.
    await command([...image.start.slice(0, -1), 'run', 'rudder compliance'], play.env)

    const said: string[] = []
    for (const line of fileText('docs/operations.md').match(lines) ?? []) {
      const ran = await command(['sh', '-c', `cd ${outside} && ${inImage(line)}`], play.env)
      expect(ran, line).toMatchObject({ code: 0 })
      said.push(ran.said)
    }
    expect(said).toEqual([
      expect.stringContaining('Written: '),
      '',
      expect.stringMatching(/^Restored: \d+ rows/),
      expect.stringContaining('The chain holds'),
    ])
  },
)

test('the lines of operations.md name files, services and jobs that are there', () => {
  const page = fileText('docs/operations.md')
  const files = [...page.matchAll(/(?<= -f )deploy\/\S+\.ya?ml/g)].map(([path]) => path)
  expect(files.length).toBeGreaterThan(8)
  for (const path of new Set(files)) expect(fileText(path)).not.toBe('')
  for (const [, job = ''] of page.matchAll(/\bjob\/([\w-]+)/g))
    expect(fileText('deploy/kubernetes/maintenance/sqlite.yaml')).toContain(`name: ${job}\n`)
})

test('the playground is not there, and the answer says where it is', async () => {
  for (const words of [['play'], ['run', '--play', 'rudder compliance']]) {
    const { code, said } = await command([...image.start.slice(0, -1), ...words])
    expect({ code, said }).toEqual({
      code: 2,
      said: expect.stringContaining('The playground is not installed here; it is in packages/play of the repository'),
    })
  }
})
