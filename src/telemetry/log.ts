import { pino, stdTimeFunctions } from 'pino'
import type { Redactor } from '../vault/secret.ts'
import type { Log, LogFields } from '../world.ts'

/** What of an error reaches the log: never its headers, bodies or other fields, which redaction cannot foresee. */
const errorFields = (error: unknown): LogFields => {
  if (!(error instanceof Error)) return error === undefined ? {} : { error: typeof error }
  const { name, message, cause, stack } = error
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  const kind = 'kind' in error && typeof error.kind === 'string' ? error.kind : undefined
  const why = cause instanceof Error ? `${cause.name}: ${cause.message}` : undefined
  return { error: `${name}: ${message}`, code, kind, why, ...(kind === undefined && { stack }) }
}

/** A log of JSON lines on standard error (or `write`); every known secret is replaced in each line. */
export const createLog = (
  { level, redactor }: { readonly level: string; readonly redactor: Redactor },
  write: (line: string) => void = (line) => void process.stderr.write(line),
): Log => {
  const logger = pino(
    { level, base: null, timestamp: stdTimeFunctions.isoTime, errorKey: 'error' },
    { write: (line) => write(redactor.redact(line)) },
  )
  return {
    info: (event, fields = {}) => logger.info(fields, event),
    warn: (event, fields = {}, error) => logger.warn({ ...fields, ...errorFields(error) }, event),
    error: (event, fields = {}, error) => logger.error({ ...fields, ...errorFields(error) }, event),
  }
}
