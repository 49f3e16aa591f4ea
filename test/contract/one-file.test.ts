import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { commandsFolder, createApp, settingsNames } from '../../src/app.ts'
import { commandsDoc } from '../../src/command/commands-page.ts'
import { loadCommands } from '../../src/command/load.ts'
import { readConfig } from '../../src/config.ts'
import { ask } from '../../src/run/ask.ts'
import { person, startTestPlay, textOf } from '../bot.ts'
import { testWorld } from '../world.ts'

// CONTRIBUTING says that a command is one file. This one is written beside copies of all the others, and then asked.
const hello = `import { z } from 'zod'
import { count, defineRead } from '#bot'
import { rudder } from '#rudder'

export default defineRead(rudder, {
  summary: 'Say hello to every rule that begins so',
  examples: ['rudder hello SSH'],
  scopes: ['rudder:rules:read'],
  args: z.object({ words: z.string() }),
  facts: { rules: 'count' },
  run: async ({ args, api }) => {
    const found = (await api.rules()).filter(({ displayName }) => displayName.startsWith(args.words))
    return {
      title: \`Hello, \${count(found.length)} rules\`,
      facts: { rules: found.length },
      lists: [{ title: 'They are', items: found.map(({ displayName }) => displayName) }],
    }
  },
})
`

const folderWith = (files: Readonly<Record<string, string>>) => {
  const tmp = join(import.meta.dirname, '../../.tmp')
  mkdirSync(tmp, { recursive: true })
  const folder = mkdtempSync(join(tmp, 'commands-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  cpSync(commandsFolder, folder, { recursive: true })
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text)
  return folder
}

const startBot = async (folder: string) => {
  const world = testWorld()
  const play = await startTestPlay(world)
  const commands = await loadCommands(folder)
  const config = readConfig({ env: play.env, systems: settingsNames(commands), folder: play.folder })
  const app = await createApp(config, { world, commands })
  onTestFinished(() => app.close())
  const say = async (line: string, who = 'ana') => {
    const running = ask(app.context, { principal: person(who), line })
    for (;;) {
      const step = await running.next()
      if (step.done) return step.value
    }
  }
  return { play, commands, say }
}

test('one file in commands/ is a command: loaded, documented, in help, and it answers', async () => {
  const before = await loadCommands(folderWith({}))
  const { play, commands, say } = await startBot(folderWith({ 'rudder/hello.ts': hello }))
  expect(commands).toHaveLength(before.length + 1)
  expect(before.map(({ name }) => name)).not.toContain('rudder hello')

  expect(commandsDoc(commands)).toContain('### `rudder hello <words>`\n\nSay hello to every rule that begins so\n')
  expect(commandsDoc(before)).not.toContain('rudder hello')

  const help = textOf((await say('cox help rudder')).message)
  expect(help).toContain('rudder hello')
  expect(help).toContain('Say hello to every rule that begins so')
  expect(textOf((await say('cox help rudder hello')).message)).toContain('rudder hello SSH')

  play.rudder.prod.requests.length = 0
  const named = play.rudder.prod.state.rules.filter(({ displayName }) => displayName.startsWith('SSH'))
  const answer = await say('rudder hello SSH')
  expect(answer.ending).toBe('done')
  expect(answer.message.title).toBe(`Hello, ${named.length} rules`)
  expect(named.length).toBeGreaterThan(0)
  for (const { displayName } of named) expect(textOf(answer.message)).toContain(displayName)
  expect(play.rudder.prod.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'GET /rudder/api/latest/info',
    'GET /rudder/api/rules',
  ])
  expect((await say('rudder hello SSH', 'gus')).ending).toBe('refused')
})

test('the same commands without the file know nothing of it', async () => {
  const { say } = await startBot(folderWith({}))
  const answer = await say('rudder hello SSH')
  expect(answer.ending).toBe('usage')
  expect(textOf((await say('cox help rudder')).message)).not.toContain('rudder hello')
})

test('all the others are still there, each where it was', async () => {
  const commands = await loadCommands(folderWith({ 'rudder/hello.ts': hello }))
  const paths = readdirSync(commandsFolder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.ts'),
  )
  const names = paths.map((path) => path.replace(/\.ts$/, '').split('/').join(' ').replaceAll('-', ' '))
  expect(commands.map(({ name }) => name).sort()).toEqual([...names, 'rudder hello'].sort())
})
