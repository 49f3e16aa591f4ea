import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { pipeline } from 'node:stream/promises'
import { environment } from '../config.ts'
import { UserError } from '../errors.ts'

/** The lines that are piped into this process. Throws UserError at a terminal. */
export const pipedIn = (): AsyncIterable<string> => {
  if (process.stdin.isTTY)
    throw new UserError('`coxswain restore -` reads a backup from standard input: add `< coxswain.cxb` to the line.')
  return createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })
}

/** Throws UserError if standard output is a terminal, or if something else writes to it too. */
export const mustBePiped = (): void => {
  if (process.stdout.isTTY)
    throw new UserError('`coxswain backup -` writes a backup to standard output: add `> coxswain.cxb` to the line.')
  const { npm_lifecycle_event: script, npm_config_loglevel: level } = environment()
  if (script === 'coxswain' && level !== 'silent')
    throw new UserError(
      'npm writes lines of its own to standard output, and with them the backup could not be restored. Nothing was backed up. Add -s: npm run -s coxswain -- backup - > coxswain.cxb',
    )
}

/** Writes a file to standard output; throws UserError if whoever reads it has stopped. */
export const pipeOut = async (file: string): Promise<void> => {
  await pipeline(createReadStream(file), process.stdout, { end: false }).catch(() => {
    throw new UserError('The backup could not be written to standard output. What is there of it is not whole.')
  })
}

/** Writes a line to standard output once there is room for it; throws UserError if whoever reads it has stopped. */
export const pipeLine = async (line: string): Promise<void> => {
  if (process.stdout.write(`${line}\n`)) return
  await once(process.stdout, 'drain').catch(() => {
    throw new UserError('Nobody reads standard output any more. What was written is not all of it.')
  })
}
