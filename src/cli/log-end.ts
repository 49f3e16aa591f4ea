import { UserError } from '../errors.ts'
import type { Log } from '../world.ts'
import { exitCodes } from './exit.ts'

/** Whether a person sees at a terminal what is logged. */
export const isWatched = (): boolean => process.stderr.isTTY === true

/** Logs why the bot didn't start, or ended, and returns the exit code; a person at a terminal gets what they can fix as text. */
export const logEnd = (log: Log, error: unknown): number => {
  if (!(error instanceof UserError)) {
    log.error('ended', {}, error)
    return exitCodes.failed
  }
  if (isWatched()) throw error
  log.error('ended', { why: error.message })
  return exitCodes.usage
}

/** Until it is called again, Node's own warnings and what nobody caught are lines of the log; the latter ends the process. */
export const logCrashes = (log: Log): (() => void) => {
  const crashed = (error: unknown) => {
    log.error('crashed', {}, error)
    process.exit(exitCodes.failed)
  }
  const warned = ({ name, message }: Error) => log.warn('runtime', { warning: `${name}: ${message}` })
  process.on('uncaughtException', crashed)
  process.on('warning', warned)
  return () => {
    process.off('uncaughtException', crashed)
    process.off('warning', warned)
  }
}
