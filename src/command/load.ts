import { join } from 'node:path'
import { faultsAmong, faultsOf } from './check.ts'
import type { Command } from './command.ts'
import { type CommandFile, commandFiles } from './command-files.ts'
import type { Definition } from './define.ts'

export type { Command } from './command.ts'

const spelling = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/

interface Found {
  readonly command?: Command
  readonly fault?: string
}

const isDefinition = (value: unknown): value is Definition =>
  typeof value === 'object' &&
  value !== null &&
  'kind' in value &&
  ['read', 'write', 'local'].includes(String(value.kind)) &&
  'args' in value &&
  'examples' in value &&
  'scopes' in value

const importOne = async (folder: string, { path, load }: CommandFile): Promise<Found> => {
  const [system = '', leaf = '', ...deeper] = path.replace(/\.ts$/, '').split(/[/\\]/)
  if (!spelling.test(system) || !spelling.test(leaf) || deeper.length > 0)
    return { fault: 'a command is <system>/<name>.ts, in lower case with hyphens: rename it' }
  const file = join(folder, path)
  let loaded: { readonly default?: unknown }
  try {
    loaded = await load()
  } catch (error) {
    return { fault: `it cannot be loaded: ${error instanceof Error ? error.message : String(error)}` }
  }
  if (loaded.default === undefined)
    return { fault: 'it has no default export: export default defineRead(…), defineWrite(…) or defineLocal(…)' }
  if (!isDefinition(loaded.default))
    return { fault: 'its default export is no command: make it with defineRead, defineWrite or defineLocal' }
  const words = [system, ...leaf.split('-')]
  return { command: { ...loaded.default, name: words.join(' '), words, file } }
}

/** Loads the commands of a folder, `<system>/<name>.ts` each, sorted by name; throws one Error that names every file that is wrong and what to do. */
export const loadCommands = async (folder: string): Promise<readonly Command[]> => {
  const faults: string[] = []
  const commands: Command[] = []
  for (const file of await commandFiles(folder)) {
    const { command, fault } = await importOne(folder, file)
    const wrong = command === undefined ? [fault ?? ''] : faultsOf(command)
    faults.push(...wrong.map((text) => `${join(folder, file.path)}: ${text}`))
    if (command !== undefined && wrong.length === 0) commands.push(command)
  }
  commands.sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const command of commands)
    faults.push(...faultsAmong(command, commands).map((text) => `${command.file}: ${text}`))
  if (faults.length > 0) throw new Error(`Commands cannot be loaded.\n${faults.join('\n')}`)
  return commands
}
