import { UserError } from '../errors.ts'
import { sweep } from '../run/sweep.ts'
import { converse } from './converse.ts'
import { exitCodes } from './exit.ts'
import type { TerminalBot } from './open.ts'
import { printCsv } from './print-csv.ts'
import { sampleLine } from './sample.ts'
import { session } from './session.ts'
import { processTerminal } from './terminal.ts'

export interface RunOptions {
  readonly json: boolean
  readonly csv: boolean
  readonly line: string
}

/** `coxswain run` on a bot that is up: one line, or without one a session at the terminal; closes it, gives the exit code. */
export const run = async (opened: TerminalBot, { json, csv, line }: RunOptions): Promise<number> => {
  const { redactor, context } = opened.app
  const terminal = processTerminal(redactor.redact)
  try {
    for (const warning of opened.warnings) terminal.note(`Note: ${warning}`)
    if (csv && json) throw new UserError('Choose one of --csv and --json.')
    if (csv && line === '') throw new UserError('--csv needs a command whose answer has a table.')
    if (line === '') {
      if (!terminal.interactive)
        throw new UserError(
          `Which command? For example: npm run coxswain -- run --play "${sampleLine(context.commands)}"`,
        )
      await session({ opened, terminal, json })
      return exitCodes.done
    }
    await sweep(context).catch((error: unknown) => context.world.log.error('sweep', {}, error))
    if (csv) return exitCodes[await printCsv({ opened, terminal }, line)]
    return exitCodes[(await converse({ opened, terminal, json }, opened.principal, line)).ending]
  } finally {
    terminal.close()
    await opened.close()
  }
}
