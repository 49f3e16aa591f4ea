import { join } from 'node:path'
import { expect, test } from 'vitest'
import { commandsDoc } from '../../src/command/commands-page.ts'
import { loadCommands } from '../../src/command/load.ts'
import { parseLine } from '../../src/command/parse.ts'
import { UserError } from '../../src/errors.ts'
import { helpFor } from './help-for.ts'
import { files, freshFolder, head, sample } from './sample.ts'
import { rudder } from './system.ts'

const all = { may: () => true, grants: () => undefined }
const uptime = `${head}
import { UserError } from '#bot'
export default defineRead(rudder, { summary: 'How long the nodes are up', examples: ['rudder node uptime web-1'],
  scopes: ['rudder:nodes:read'], args: z.object({ node: z.string() }), names: { node: found },
  run: async () => { throw new UserError('ran') } })`

test('one new file is a command: loaded, understood, in help and in the docs', async () => {
  const folder = await freshFolder({ ...files, 'rudder/node-uptime.ts': uptime })
  const commands = await loadCommands(folder)
  const command = commands.find(({ name }) => name === 'rudder node uptime')
  expect(command).toMatchObject({
    kind: 'read',
    words: ['rudder', 'node', 'uptime'],
    file: join(folder, 'rudder/node-uptime.ts'),
  })
  expect(parseLine(commands, 'rudder node uptime web-1', { connections: [] })).toMatchObject({
    command,
    args: { node: 'web-1' },
  })
  expect(JSON.stringify(helpFor(commands, '', all))).toContain('rudder node uptime <node>')
  expect(commandsDoc(commands)).toContain('### `rudder node uptime <node>`\n\nHow long the nodes are up\n')
})

test('a loaded file shares our modules: its system and its errors are the very same', async () => {
  const [command] = await loadCommands(await freshFolder({ 'rudder/node-uptime.ts': uptime }))
  expect(command?.kind === 'read' && command.system).toBe(rudder)
  await expect(command?.kind === 'read' && command.run({})).rejects.toThrow(UserError)
})

test('names come from paths and are sorted', async () => {
  const names = (await sample()).map(({ name }) => name)
  expect(names).toEqual([...names].sort())
  expect(names).toContain('rudder rule disable')
  expect(names).toHaveLength(Object.keys(files).length)
})

test('declarations, tests, hidden files and other kinds of files are no commands', async () => {
  const contents = {
    'rudder/silent.ts': files['rudder/silent.ts'] ?? '',
    'rudder/silent.test.ts': 'throw new Error()',
    'rudder/silent.d.ts': 'throw new Error()',
    'rudder/.silent.ts': 'throw new Error()',
    '.hidden/silent.ts': 'throw new Error()',
    'rudder/README.md': '# Commands',
  }
  expect((await loadCommands(await freshFolder(contents))).map(({ name }) => name)).toEqual(['rudder silent'])
})

test('a folder that is not there is named', async () => {
  await expect(loadCommands(join(import.meta.dirname, 'none'))).rejects.toThrow(/none/)
})

const silent = (change: (text: string) => string) => change(files['rudder/silent.ts'] ?? '')
const disable = (change: (text: string) => string) => change(files['rudder/rule-disable.ts'] ?? '')

test.each<[string, string, string, string]>([
  ['no default export', 'rudder/a.ts', 'export const a = 1', 'it has no default export: export default defineRead(…)'],
  ['something else exported', 'rudder/a.ts', 'export default { kind: "other" }', 'its default export is no command'],
  ['a file that cannot be imported', 'rudder/a.ts', "import '#nowhere'", 'it cannot be loaded: '],
  [
    'a name with capitals',
    'rudder/ruleDisable.ts',
    'export default 1',
    'a command is <system>/<name>.ts, in lower case with hyphens: rename it',
  ],
  ['a file too deep', 'rudder/rule/disable.ts', 'export default 1', 'a command is <system>/<name>.ts'],
  ['a file too high', 'silent.ts', 'export default 1', 'a command is <system>/<name>.ts'],
  [
    'a folder of another system',
    'redash/silent.ts',
    silent((t) => t),
    'it belongs to rudder: move it to the folder rudder/',
  ],
  [
    'a local command elsewhere',
    'rudder/whoami.ts',
    files['cox/whoami.ts'] ?? '',
    'it belongs to cox: move it to the folder cox/',
  ],
  [
    'an example of something else',
    'rudder/silent.ts',
    silent((t) => t.replace("['rudder silent']", "['rudder top']")),
    'example "rudder top" is read as "rudder top": correct it',
  ],
  [
    'an example that is nothing',
    'rudder/silent.ts',
    silent((t) => t.replace("['rudder silent']", "['rudder xyzzy']")),
    'example "rudder xyzzy" is refused: There is no “rudder xyzzy”.',
  ],
  [
    'an example that does not fit',
    'rudder/silent.ts',
    silent((t) => t.replace("['rudder silent']", "['rudder silent web-1']")),
    'example "rudder silent web-1" is refused: “web-1” is too much for “/rudder silent”.',
  ],
  ['no example', 'rudder/silent.ts', silent((t) => t.replace("['rudder silent']", '[]')), 'it has no example'],
  [
    'an empty summary',
    'rudder/silent.ts',
    silent((t) => t.replace('Nodes that do not report', ' ')),
    'the summary is empty',
  ],
  [
    'a scope that nobody reads with',
    'rudder/silent.ts',
    silent((t) => t.replace('rudder:rules:read', 'rudder:secrets:read')),
    'no read operation of rudder has the scope "rudder:secrets:read": declare one of rudder:compliance:read, rudder:nodes:read, rudder:rules:read',
  ],
  [
    'a scope of the handshake',
    'rudder/silent.ts',
    silent((t) => t.replace('rudder:rules:read', 'rudder:info:read')),
    'no read operation of rudder has the scope "rudder:info:read"',
  ],
  [
    'a scope of a write',
    'rudder/silent.ts',
    silent((t) => t.replace('rudder:rules:read', 'rudder:rules:write')),
    'no read operation of rudder has the scope "rudder:rules:write"',
  ],
  [
    'a write that is none',
    'rudder/rule-disable.ts',
    disable((t) => t.replace("writes: 'updateRule'", "writes: 'rules'")),
    '"rules" is a read; `writes` names a write operation',
  ],
  [
    'a write that does not exist',
    'rudder/rule-disable.ts',
    disable((t) => t.replace("writes: 'updateRule'", "writes: 'toString'")),
    'rudder has no operation "toString" to write with',
  ],
  [
    'an optional argument first',
    'rudder/silent.ts',
    silent((t) => t.replace('z.object({})', 'z.object({ a: z.string().optional(), b: z.string() })')),
    'argument "b" is required and follows an optional one',
  ],
  [
    'an argument that cannot be typed',
    'rudder/silent.ts',
    silent((t) => t.replace('z.object({})', 'z.object({ a: z.array(z.string()) })')),
    'argument "a" must be a string, number, boolean, enum or record of strings',
  ],
  [
    'an argument with a name that is taken',
    'rudder/silent.ts',
    silent((t) => t.replace('z.object({})', 'z.object({ on: z.string().optional() })')),
    'argument "on" is taken by --on',
  ],
  [
    'a name that is no argument',
    'rudder/silent.ts',
    silent((t) => t.replace('z.object({})', 'z.object({}), names: { rule: found }')),
    '"rule" in names is no text argument',
  ],
  [
    'a word that means help',
    'rudder/help.ts',
    silent((t) => t.replace("['rudder silent']", "['rudder help']")),
    'example "rudder help" is read as "cox help"',
  ],
])('refused with the file and what to do: %s', async (_, path, text, said) => {
  const folder = await freshFolder({ ...files, [path]: text })
  const error: unknown = await loadCommands(folder).catch((e: unknown) => e)
  expect(error).toBeInstanceOf(Error)
  expect(String(error)).toContain(`${join(folder, path)}: ${said}`)
})

test('all that is wrong is said at once', async () => {
  const folder = await freshFolder({ 'rudder/a.ts': 'export const a = 1', 'rudder/b.ts': 'export default {}' })
  await expect(loadCommands(folder)).rejects.toThrow(/rudder\/a\.ts: .*\n.*rudder\/b\.ts: /)
})
