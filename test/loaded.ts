import { commandsFolder } from '../src/app.ts'
import { type Command, loadCommands } from '../src/command/load.ts'

let loading: Promise<readonly Command[]> | undefined

/** The bot's own commands, loaded once a process: to check them all takes longer than most tests. */
export const loadedCommands = (): Promise<readonly Command[]> => {
  loading ??= loadCommands(commandsFolder)
  return loading
}
