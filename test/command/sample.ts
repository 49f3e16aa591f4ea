import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type Command, loadCommands } from '../../src/command/load.ts'

const root = join(import.meta.dirname, '../..')

/** The head of a file that defines a command of the sample system. */
export const head = `
import { defineLocal, defineRead, defineWrite } from '#bot'
import { z } from 'zod'
import { rudder } from '${join(import.meta.dirname, 'system.ts')}'
const found = async () => []
`

const read = (summary: string, example: string, rest: string) => `${head}
export default defineRead(rudder, { summary: '${summary}', examples: ['${example}'], scopes: ['rudder:rules:read'], ${rest},
  run: async () => ({ title: '' }) })`

const write = (summary: string, example: string, args: string, names: string) => `${head}
export default defineWrite(rudder, { summary: '${summary}', examples: ['${example}'], scopes: ['rudder:rules:read'],
  writes: 'updateRule', says: { ask: 'do', done: 'done' }, args: z.object(${args}), names: ${names},
  state: z.object({ enabled: z.boolean() }), labels: { enabled: 'Enabled' }, reads: [], look: async () => ({ state: { enabled: true } }),
  plan: async () => ({ call: { ruleId: 'r', body: { enabled: false } }, after: { enabled: false }, reach: 1 }) })`

const named = 'args: z.object({ rule: z.string() }), names: { rule: found }'
const optional = 'args: z.object({ rule: z.string().optional() }), names: { rule: found }'
const none = 'args: z.object({})'

const local = (example: string, args: string) => `${head}
export default defineLocal({ summary: 'About the bot', examples: ['${example}'], scopes: [], args: z.object(${args}), run: async () => ({ tone: 'help', title: '' }) })`

/** Commands like those of Rudder, one file each. */
export const files: Readonly<Record<string, string>> = {
  'rudder/compliance.ts': read('How compliant are the nodes?', 'rudder compliance', optional),
  'rudder/rules.ts': read(
    'The rules',
    'rudder rules ssh',
    'args: z.object({ words: z.string().optional(), all: z.boolean().optional() })',
  ),
  'rudder/rule-show.ts': read('One rule', 'rudder rule SSH hardening', named),
  'rudder/rule-enable.ts': write(
    'Apply a rule',
    'rudder rule enable SSH hardening',
    '{ rule: z.string() }',
    '{ rule: found }',
  ),
  'rudder/rule-disable.ts': write(
    'Stop applying a rule',
    'rudder rule disable SSH hardening because INC-4312',
    '{ rule: z.string() }',
    '{ rule: found }',
  ),
  'rudder/directive-mode.ts': write(
    'Set the mode of a directive',
    'rudder directive mode "SSH settings" audit',
    "{ directive: z.string(), mode: z.enum(['audit', 'enforce']) }",
    '{ directive: found }',
  ),
  'rudder/directive-audit.ts': write(
    'Only check',
    'rudder directive audit SSH settings',
    '{ directive: z.string() }',
    '{ directive: found }',
  ),
  'rudder/node.ts': read(
    'One node',
    'rudder node web-1',
    'args: z.object({ node: z.string() }), names: { node: found }',
  ),
  'rudder/silent.ts': read('Nodes that do not report', 'rudder silent', none),
  'rudder/failing.ts': read('What fails', 'rudder failing', optional),
  'rudder/top.ts': read(
    'The worst rules',
    'rudder top 5',
    'args: z.object({ count: z.int().min(1).max(50).default(10) })',
  ),
  'cox/help.ts': local('cox help', '{ words: z.string().optional() }'),
  'cox/whoami.ts': local('cox whoami', '{}'),
  'cox/lock.ts': local(
    'cox lock rudder/prod because INC-1',
    '{ connection: z.string(), reason: z.string().optional() }',
  ),
}

/** Writes command files to a fresh folder inside the package, so that `#bot` is found from it; removed when the test is over. */
const folderOf = async (contents: Readonly<Record<string, string>>): Promise<string> => {
  await mkdir(join(root, '.tmp'), { recursive: true })
  const folder = await mkdtemp(join(root, '.tmp', 'commands-'))
  for (const [path, text] of Object.entries(contents)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  return folder
}

let loaded: Promise<readonly Command[]> | undefined

/** The sample commands, loaded once a test file. */
export const sample = (): Promise<readonly Command[]> => {
  loaded ??= folderOf(files).then(async (folder) => {
    const commands = await loadCommands(folder)
    await rm(folder, { recursive: true })
    return commands
  })
  return loaded
}

/** A fresh folder that goes away with the test. */
export const freshFolder = async (contents: Readonly<Record<string, string>>): Promise<string> => {
  const folder = await folderOf(contents)
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}
