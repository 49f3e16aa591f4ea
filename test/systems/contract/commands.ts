import { commandsFolder } from '../../../src/app.ts'
import { type Command, systemOf } from '../../../src/command/command.ts'
import { loadCommands } from '../../../src/command/load.ts'
import type { System } from '../../../src/systems/system.ts'

const all = await loadCommands(commandsFolder)

/** The commands of a system. */
export const commandsOf = (system: System): readonly Command[] =>
  all.filter((command) => systemOf(command) === system.name)
