import { AsyncLocalStorage } from 'node:async_hooks'
import { pino, stdTimeFunctions } from 'pino'
import type { Redactor } from '../vault/secret.ts'
import type { Clock, Log, LogFields } from '../world.ts'
import { createFlood, type Withheld } from './flood.ts'
import { createStacks } from './stacks.ts'

/** What a log is made of. */
export interface LogOptions {
  readonly level: string
  readonly redactor: Redactor
  readonly clock: Pick<Clock, 'now'>
  /** On every line. */
  readonly program?: { readonly version: string; readonly replica?: string }
}

/** A log that can be ended. */
export interface EndingLog extends Log {
  /** Reports what was withheld. */
  end(): void
}

/** What of an error reaches the log: never its headers, bodies or other fields, which redaction cannot foresee. */
const errorFields = (error: unknown, stacks: (stack: string | undefined) => string | undefined): LogFields => {
  if (!(error instanceof Error)) return error === undefined ? {} : { error: typeof error }
  const { name, message, cause, stack } = error
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined)
  const { code, kind, request } = error as { code?: unknown; kind?: unknown; request?: unknown }
  const why = cause instanceof Error ? `${cause.name}: ${cause.message}` : undefined
  const of = { error: `${name}: ${message}`, code: text(code), kind: text(kind), request: text(request), why }
  return { ...of, ...(of.kind === undefined && { stack: stacks(stack) }) }
}

/**
 * A log of JSON lines on standard error (or `write`); every known secret is replaced in each line. At most 120 lines of one
 * event are written in a minute, and how many were withheld is said afterwards. A stack is written once in ten minutes.
 */
export const createLog = (
  { level, redactor, clock, program }: LogOptions,
  write: (line: string) => void = (line) => void process.stderr.write(line),
): EndingLog => {
  const logger = pino(
    {
      level,
      base: program ?? null,
      timestamp: stdTimeFunctions.isoTime,
      errorKey: 'error',
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: (line) => write(redactor.redact(line)) },
  )
  const flood = createFlood(clock.now)
  const stacks = createStacks(clock.now)
  const about = new AsyncLocalStorage<LogFields>()
  const report = (found: readonly Withheld[]) => {
    for (const { event, lines } of found) logger.warn({ event, lines }, 'log.withheld')
  }
  const line = (at: 'debug' | 'info' | 'warn' | 'error', event: string, fields: LogFields = {}, error?: unknown) => {
    if (!logger.isLevelEnabled(at)) return
    report(flood.withheld())
    // What somebody asked to see is never withheld.
    if (at !== 'debug' && !flood.admits(event)) return
    logger[at]({ ...about.getStore(), ...fields, ...errorFields(error, stacks) }, event)
  }
  return {
    debug: (event, fields) => line('debug', event, fields),
    info: (event, fields) => line('info', event, fields),
    warn: (event, fields, error) => line('warn', event, fields, error),
    error: (event, fields, error) => line('error', event, fields, error),
    during: (fields, work) => about.run({ ...about.getStore(), ...fields }, work),
    end: () => report(flood.withheld(true)),
  }
}
