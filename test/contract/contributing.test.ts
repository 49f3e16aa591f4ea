import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { commandsFolder, createApp, settingsNames } from '../../src/app.ts'
import { loadCommands } from '../../src/command/load.ts'
import { readConfig } from '../../src/config.ts'
import { ask } from '../../src/run/ask.ts'
import { confirm } from '../../src/run/confirm.ts'
import { undo } from '../../src/run/undo.ts'
import { person, startTestPlay, textOf } from '../bot.ts'
import { isFull } from '../runs.ts'
import { testWorld } from '../world.ts'

const root = join(import.meta.dirname, '../..')

/** The examples of CONTRIBUTING that are whole files, by the path in their first line. */
const examples = new Map(
  [
    ...readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8').matchAll(
      /```ts\n\/\/ ((?:commands|src)\/\S+)\n([\s\S]*?)```/g,
    ),
  ].map(([, path = '', text = '']) => [path, text]),
)

const folder = () => {
  mkdirSync(join(root, '.tmp'), { recursive: true })
  const made = mkdtempSync(join(root, '.tmp/contributing-'))
  onTestFinished(() => rmSync(made, { recursive: true }))
  return made
}

const write = (into: string, path: string, text: string) => {
  mkdirSync(dirname(join(into, path)), { recursive: true })
  writeFileSync(join(into, path), text)
}

test('its examples are new files: two commands, a job, a migration', () => {
  expect([...examples.keys()]).toEqual([
    'commands/rudder/rule-tags.ts',
    'commands/rudder/rule-rename.ts',
    'src/jobs/waiting.ts',
    'src/store/migrations/011-notices.ts',
  ])
})

/** The files in which the compiler finds mistakes, each in its place in a copy of the source. */
const wrongIn = async (files: ReadonlyMap<string, string>): Promise<readonly string[]> => {
  const copy = folder()
  for (const name of ['src', 'package.json']) cpSync(join(root, name), join(copy, name), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  for (const [path, text] of files) write(copy, path, text)
  const include = [...files.keys()]
  writeFileSync(join(copy, 'tsconfig.json'), JSON.stringify({ extends: '../../tsconfig.json', include }))
  const tsc = ['node_modules/typescript/bin/tsc', '-p', '.', '--pretty', 'false']
  const out = await new Promise<string>((done) =>
    execFile(process.execPath, tsc, { cwd: copy }, (_, said) => done(said)),
  )
  return [...new Set([...out.matchAll(/^(\S+?)\(\d+,\d+\): error/gm)].map(([, path = '']) => path))]
}

// What they do, the quick suite tries below.
test.runIf(isFull())(
  'they compile, and what sends a field that there is not would not',
  { timeout: 240_000 },
  async () => {
    const wrong =
      examples.get('commands/rudder/rule-rename.ts')?.replace("sends: ['displayName']", "sends: ['nam']") ?? ''
    const files = new Map([...examples, ['commands/rudder/wrong.ts', wrong]])
    expect(await wrongIn(files)).toEqual(['commands/rudder/wrong.ts'])
  },
)

const startBot = async () => {
  const commandsCopy = folder()
  cpSync(commandsFolder, join(commandsCopy, 'commands'), { recursive: true })
  for (const [path, text] of examples) if (path.startsWith('commands/')) write(commandsCopy, path, text)
  const world = testWorld()
  const play = await startTestPlay(world)
  const commands = await loadCommands(join(commandsCopy, 'commands'))
  const config = readConfig({ env: play.env, systems: settingsNames(commands), folder: play.folder })
  const app = await createApp(config, { world, commands })
  onTestFinished(() => app.close())
  const say = async (line: string) => {
    const running = ask(app.context, { principal: person('ana'), line })
    for (;;) {
      const step = await running.next()
      if (step.done) return step.value
    }
  }
  return { context: app.context, state: play.rudder.prod.state, say }
}

test('the read command answers', async () => {
  const { state, say } = await startBot()
  const rule = state.rules.find(({ displayName }) => displayName === 'SSH hardening')
  if (rule) rule.tags = [{ env: 'prod' }, { team: 'web' }]
  const { ending, message } = await say('rudder rule tags SSH hardening')
  expect(ending).toBe('done')
  expect(message.title).toBe('“SSH hardening” has 2 tags')
  expect(textOf(message)).toContain('team')
})

test('the write command is asked, confirmed, applied and undone', async () => {
  const { context, state, say } = await startBot()
  const rule = state.rules.find(({ displayName }) => displayName === 'Edge kiosk')
  const click = (proposal = '') => ({ proposal, principal: person('ana') })
  const asked = await say('rudder rule rename Edge kiosk as Kiosk')
  expect(asked.message).toMatchObject({
    tone: 'waiting',
    diff: [{ field: 'Name', before: 'Edge kiosk', after: 'Kiosk' }],
  })
  expect(rule?.displayName).toBe('Edge kiosk')
  expect((await confirm(context, click(asked.proposal))).message.tone).toBe('applied')
  expect(rule?.displayName).toBe('Kiosk')
  const back = await undo(context, click(asked.proposal))
  expect((await confirm(context, click(back.proposal))).message.tone).toBe('applied')
  expect(rule?.displayName).toBe('Edge kiosk')
})
