import { commandsFolder, systems } from '../app.ts'
import { loadCommands } from '../command/load.ts'
import { UserError } from '../errors.ts'
import type { System } from '../systems/system.ts'
import { accountName } from './account.ts'
import { exitCodes } from './exit.ts'
import { askAll } from './init/answers.ts'
import { refuseExisting, writeAll } from './init/files.ts'
import { nextSteps } from './init/next.ts'
import { envText, settingsText } from './init/settings.ts'
import { processTerminal, type Terminal } from './terminal.ts'

/** Asks at a terminal, writes `coxswain.yml` and `.env` into a folder, and says what comes next; both files or none. */
export const initIn = async (
  folder: string,
  terminal: Terminal,
  user: string,
  known: readonly System[] = systems,
): Promise<void> => {
  refuseExisting(folder, ['coxswain.yml', '.env'])
  if (!terminal.interactive) {
    throw new UserError(
      'coxswain init asks questions, and there is no terminal here to answer at. Start it at one; or copy the example of docs/configuration.md to coxswain.yml, and .env.example to .env.',
    )
  }
  const commands = await loadCommands(commandsFolder)
  const answers = await askAll(terminal, known)
  // Again, by the way they are opened: they may have come while the questions were read.
  writeAll(folder, [
    { name: '.env', text: envText(answers), mode: 0o600 },
    { name: 'coxswain.yml', text: settingsText(answers, user), mode: 0o644 },
  ])
  terminal.out(nextSteps(answers, commands))
}

/** `coxswain init` in the working folder; gives the exit code. */
export const init = async (): Promise<number> => {
  const terminal = processTerminal((text) => text)
  try {
    await initIn('.', terminal, accountName())
    return exitCodes.done
  } finally {
    terminal.close()
  }
}
