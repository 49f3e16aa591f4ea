import { type App, commandsFolder, createApp, settingsNames } from '../app.ts'
import { loadCommands } from '../command/load.ts'
import { environment, readConfig } from '../config.ts'
import { UserError } from '../errors.ts'
import type { Principal } from '../policy/person.ts'
import { accountName } from './account.ts'

/** A bot that is up, and who sits at it. */
export interface TerminalBot {
  readonly app: App
  readonly principal: Principal
  /** Others to act as; none outside the playground. */
  readonly people: readonly string[]
  /** What is allowed and unwise in the settings. */
  readonly warnings: readonly string[]
  personNamed(word: string): Principal
  close(): Promise<void>
}

/** The person at the terminal of a real system: an account of this machine, named in the policy or refused. */
const terminalPerson = (): Principal => {
  const id = `cli:${accountName()}`
  return { id, name: id, kind: 'cli' }
}

/** Starts the bot for a terminal, on what the settings say. */
export const open = async (as: string | undefined): Promise<TerminalBot> => {
  if (as !== undefined) throw new UserError('--as goes with --play only: on real systems you are who you are.')
  const commands = await loadCommands(commandsFolder)
  const config = readConfig({ env: environment(), systems: settingsNames(commands) })
  // A person at a terminal reads the answer; the log is shown only on request.
  const logLevel = environment().LOG_LEVEL === undefined ? 'error' : config.logLevel
  const app = await createApp({ ...config, logLevel }, { commands })
  const personNamed = () => {
    throw new UserError('Only in the playground can you act as somebody else.')
  }
  return {
    app,
    principal: terminalPerson(),
    people: [],
    warnings: config.warnings,
    personNamed,
    close: () => app.close(),
  }
}
